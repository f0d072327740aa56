using Microsoft.Extensions.FileSystemGlobbing;
using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Planning;

/// <summary>The <c>OciArtifactLayer</c> items of the project that select published files by patterns.</summary>
internal sealed class DeclaredLayers
{
    private readonly IReadOnlyList<(string Layer, Func<string, bool>? Files, IReadOnlyList<string> Packages)> _layers;

    /// <exception cref="Core.OciException">The name of a layer is not valid.</exception>
    internal DeclaredLayers(IReadOnlyList<LayerPattern> patterns)
    {
        foreach (var pattern in patterns) LayerNames.Check(pattern.Layer, "an OciArtifactLayer");
        _layers = [.. patterns.Select(pattern => (
            pattern.Layer,
            pattern.Files.Count == 0 ? null : Matching(pattern.Files),
            pattern.Packages))];
    }

    /// <summary>The first layer that takes the file, or <see langword="null"/>.</summary>
    internal string? LayerOf(PublishedFile file) => _layers.FirstOrDefault(layer => Takes(file, layer.Files, layer.Packages)).Layer;

    private static bool Takes(PublishedFile file, Func<string, bool>? files, IReadOnlyList<string> packages) =>
        files?.Invoke(file.RelativePath) == true || (file.PackageId.Length > 0 && NamePattern.MatchesAny(packages, file.PackageId));

    // The matcher is used in this method only, so that only projects with patterns load its assembly.
    private static Func<string, bool> Matching(IReadOnlyList<string> patterns)
    {
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(patterns.Select(pattern => pattern.Replace('\\', '/')));
        return path => matcher.Match(path).HasMatches;
    }
}

using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Planning;

/// <summary>Divides published files into layers by their origin.</summary>
internal static class ProvenanceLayers
{
    /// <summary>
    /// The files by layer. A layer that the project declares comes before the layer of the origin. Each of several
    /// cultures has its own layer.
    /// </summary>
    internal static IEnumerable<(string Layer, IReadOnlyList<PublishedFile> Files)> Cut(
        IReadOnlyList<PublishedFile> files, DeclaredLayers declared)
    {
        var severalCultures = files.Select(file => file.Culture).Where(culture => culture.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any();
        return files
            .GroupBy(file => declared.LayerOf(file) ?? LayerOf(file, severalCultures), StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<PublishedFile>)[.. group]));
    }

    private static string LayerOf(PublishedFile file, bool severalCultures) => file switch
    {
        _ when IsSymbols(file.OriginalPath) => LayerNames.Symbols,
        { IsRuntime: true } => LayerNames.Runtime,
        { Culture.Length: > 0 } => severalCultures ? $"{LayerNames.Resources}.{file.Culture.ToLowerInvariant()}" : LayerNames.Resources,
        { PackageId.Length: > 0 } => LayerNames.Packages,
        { Project.Length: > 0 } => LayerNames.Projects,

        // This manifest holds the times of files, so it changes with each clean build.
        _ when EndpointDates.HasName(file.RelativePath) => LayerNames.Generated,
        _ => LayerNames.App,
    };

    // Native compilation writes .dbg files on Linux and .dSYM folders on macOS.
    private static bool IsSymbols(string path) =>
        path.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".dbg", StringComparison.Ordinal)
        || path.Contains(".dSYM/", StringComparison.Ordinal);
}

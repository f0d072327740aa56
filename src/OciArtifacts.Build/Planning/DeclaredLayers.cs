using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Extensions.FileSystemGlobbing;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Build.Planning;

/// <summary>What the <c>OciArtifactLayer</c> items say of publish output: which files go into a layer of the project's own, and where layers stand.</summary>
internal sealed class DeclaredLayers
{
    private readonly IReadOnlyList<(string Layer, Func<string, bool>? Files, IReadOnlyList<string> Packages)> _takers;
    private readonly Dictionary<string, int> _orders;

    /// <exception cref="OciException">An <c>Order</c> is no number, or a name cannot be one.</exception>
    internal DeclaredLayers(IReadOnlyList<ITaskItem> items)
    {
        foreach (var item in items.Where(Takes)) LayerNames.Check(item.ItemSpec, "an OciArtifactLayer");
        _takers = [.. items.Where(Takes).Select(item => (item.ItemSpec, FilesOf(item), (IReadOnlyList<string>)[.. PartsOf(item, ItemMetadata.Packages)]))];
        _orders = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in items.Where(item => item.GetMetadata(ItemMetadata.Order).Length > 0)) _orders[item.ItemSpec] = OrderOf(item);
    }

    /// <summary>Whether an item says which published files the layer takes.</summary>
    internal static bool Takes(ITaskItem item) => item.GetMetadata(ItemMetadata.Files).Length + item.GetMetadata(ItemMetadata.Packages).Length > 0;

    /// <summary>The layer of the first item that wants the file, or <see langword="null"/>.</summary>
    internal string? LayerOf(PublishedFile file) => _takers.FirstOrDefault(taker => IsWanted(file, taker.Files, taker.Packages)).Layer;

    /// <summary>Where a layer stands: less is earlier.</summary>
    internal int PositionOf(string layer) =>
        _orders.TryGetValue(layer, out var own) || _orders.TryGetValue(LayerNames.ClassOf(layer), out own) ? own : LayerNames.PositionOf(layer);

    private static bool IsWanted(PublishedFile file, Func<string, bool>? files, IReadOnlyList<string> packages) =>
        files?.Invoke(file.RelativePath) == true
        || (file.PackageId.Length > 0 && NamePattern.MatchesAny(packages, file.PackageId));

    private static Func<string, bool>? FilesOf(ITaskItem item)
    {
        var patterns = PartsOf(item, ItemMetadata.Files);
        return patterns.Count == 0 ? null : Matching(patterns);
    }

    // A method of its own, so that the matcher is loaded by projects that have patterns only.
    private static Func<string, bool> Matching(IReadOnlyList<string> patterns)
    {
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(patterns.Select(pattern => pattern.Replace('\\', '/')));
        return path => matcher.Match(path).HasMatches;
    }

    private static IReadOnlyList<string> PartsOf(ITaskItem item, string name) => Setting.Parts([item.GetMetadata(name)]);

    private static int OrderOf(ITaskItem item)
    {
        var value = item.GetMetadata(ItemMetadata.Order);
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order) ? order : throw new OciException(
            OciErrorCode.InvalidSetting,
            $"Order of the OciArtifactLayer '{item.ItemSpec}' is '{value}', but has to be a whole number. The layers of publish output have {LayerNames.Positions}.");
    }
}

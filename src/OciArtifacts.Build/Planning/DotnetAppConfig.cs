using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Planning;

/// <summary>The config blob of a .NET app: how to run the app, and the packages and projects of each layer.</summary>
internal sealed record DotnetAppConfig(
    string TargetFramework, string? RuntimeIdentifier, bool SelfContained, string? EntryPoint, IReadOnlyList<DotnetAppLayer> Layers)
{
    internal static IReadOnlyList<DotnetAppLayer> LayersOf(
        IEnumerable<(string Layer, IReadOnlyList<PublishedFile> Files)> layers, LayerOrder order) =>
        [.. layers.OrderBy(layer => order.PositionOf(layer.Layer)).ThenBy(layer => layer.Layer, StringComparer.Ordinal)
            .Select(layer => new DotnetAppLayer(layer.Layer, PackagesOf(layer.Files), ProjectsOf(layer.Files)))];

    private static IReadOnlyList<DotnetAppPackage>? PackagesOf(IReadOnlyList<PublishedFile> files) => NullIfEmpty(files
        .Where(file => file.PackageId.Length > 0)
        .Select(file => new DotnetAppPackage(file.PackageId, file.PackageVersion))
        .Distinct()
        .OrderBy(package => package.Id, StringComparer.Ordinal).ThenBy(package => package.Version, StringComparer.Ordinal));

    private static IReadOnlyList<string>? ProjectsOf(IReadOnlyList<PublishedFile> files) => NullIfEmpty(files
        .Select(file => file.Project)
        .Where(project => project.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal));

    private static IReadOnlyList<T>? NullIfEmpty<T>(IEnumerable<T> values) => values.ToList() is { Count: > 0 } list ? list : null;
}

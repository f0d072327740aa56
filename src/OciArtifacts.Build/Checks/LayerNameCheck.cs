using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Checks;

/// <summary>
/// Finds <c>OciArtifactFile</c> items whose layer name differs by one letter from a layer of the artifact. A misspelled
/// name makes a layer of its own without any other message. Short names often differ by one letter on purpose, so the
/// check leaves them out.
/// </summary>
internal static class LayerNameCheck
{
    private const int ShortestName = 5;

    /// <summary>One message for each name that is probably misspelled.</summary>
    /// <param name="files">The items <c>OciArtifactFile</c>, each with its <c>Layer</c> or an empty text.</param>
    /// <param name="layers">The names of the items <c>OciArtifactLayer</c>.</param>
    /// <param name="hasPublishOutput">Whether the artifact has the layers of publish output.</param>
    internal static IEnumerable<string> Problems(
        IEnumerable<(string File, string Layer)> files, IEnumerable<string> layers, bool hasPublishOutput)
    {
        string[] known = [.. layers, .. hasPublishOutput ? LayerNames.All : []];
        return files
            .Where(file => file.Layer.Length > 0 && !known.Contains(LayerNames.ClassOf(file.Layer), StringComparer.Ordinal))
            .GroupBy(file => file.Layer, StringComparer.Ordinal)
            .Select(of => Problem(of.Key, of.First().File, Nearest(of.Key, known)))
            .OfType<string>();
    }

    private static string? Problem(string name, string file, string? nearest) => nearest is null
        ? null
        : $"The Layer '{name}' of the OciArtifactFile '{file}' makes a layer of its own. Did you mean {nearest}? "
            + "If it is meant, declare it: OciArtifactLayer.";

    private static string? Nearest(string name, string[] known) =>
        known.FirstOrDefault(layer => layer.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (name.Length < ShortestName ? null : NearestName.Of(name, known.Where(layer => layer.Length >= ShortestName), atMost: 1));
}

using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Which layers a type has, and how many of each. Layers of another type are refused by registries that know the type.</summary>
internal static class LayerCheck
{
    internal static IEnumerable<Finding> Check(Manifest manifest, ArtifactTypeDefinition definition, bool allowsGeneric)
    {
        if (definition.Layers.Count == 0) yield break;
        var layers = manifest.Layers.Where(layer => layer.MediaType != MediaType.Empty).ToList();
        var known = definition.Layers.SelectMany(rule => rule.MediaTypes).Concat(allowsGeneric ? [MediaType.Layer, MediaType.LayerGzip, MediaType.LayerZstd] : []).ToList();
        foreach (var layer in layers.Where(layer => !definition.AllowsOtherLayers && !known.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase)))
        {
            yield return Error(
                $"{LayerText.Of(layer)} has the media type '{layer.MediaType}', which {definition.Title} ({definition.MediaType}) does not have. It has: {string.Join(", ", known)}.");
        }

        if (layers.Count == 0 && !definition.AllowsOtherLayers && definition.Layers.All(rule => rule.Min == 0))
        {
            yield return Error($"{definition.Title} ({definition.MediaType}) is made of files, and this artifact has none: a pattern fits nothing, or a folder is empty. Add {string.Join(", or ", definition.Layers.Select(Ways))}.");
        }

        // Other formats have a first byte, and their check says that it is not there.
        foreach (var layer in layers.Where(layer => layer.Size == 0 && definition.Layers.Any(rule => rule is { Min: > 0, Format: ContentFormat.Any or ContentFormat.Text or ContentFormat.Yaml } && rule.MediaTypes.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase))))
        {
            yield return Error($"{LayerText.Of(layer)} is empty, and {definition.Title} needs it. Give it a file that has something in it.");
        }

        if (allowsGeneric) yield break;
        foreach (var rule in definition.Layers)
        {
            var count = layers.Count(layer => rule.MediaTypes.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase));
            if (count < rule.Min) yield return Error($"{Wanted(definition, rule)} at least {rule.Min}, but this artifact has {count}. Add {Ways(rule)}.");
            if (count > rule.Max) yield return Error($"{Wanted(definition, rule)} at most {rule.Max}, but this artifact has {count}. Take files out.");
        }
    }

    private static string Wanted(ArtifactTypeDefinition definition, LayerRule rule) =>
        $"Of the layer '{rule.Name}' ({rule.MediaTypes[0]}) {definition.Title} has";

    private static string Ways(LayerRule rule) => rule.Files.Count > 0
        ? $"an OciArtifactFile {string.Join(" or ", rule.Files)}, or one with Layer=\"{rule.Name}\""
        : $"an OciArtifactFile with Layer=\"{rule.Name}\"";

    private static Finding Error(string message) => new(OciErrorCode.TypeMismatch, FindingSeverity.Error, message);
}

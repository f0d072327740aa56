using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Checks which layers an artifact has, and how many of each. Registries that know a type refuse other layers.
/// </summary>
internal static class LayerCheck
{
    /// <summary>Checks the layers of a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="definition">The type of the artifact.</param>
    /// <param name="allowsGeneric">Whether layers may have the generic media types of the image specification.</param>
    internal static IEnumerable<Finding> Check(Manifest manifest, ArtifactTypeDefinition definition, bool allowsGeneric)
    {
        if (definition.Layers.Count == 0) return [];
        var layers = manifest.Layers.Where(layer => layer.MediaType != MediaType.Empty).ToList();
        return
        [
            .. UnknownLayers(layers, definition, allowsGeneric),
            .. NoLayers(layers, definition),
            .. EmptyLayers(layers, definition),
            .. allowsGeneric ? [] : WrongCounts(layers, definition),
        ];
    }

    private static IEnumerable<Finding> UnknownLayers(
        IReadOnlyList<Descriptor> layers, ArtifactTypeDefinition definition, bool allowsGeneric)
    {
        if (definition.AllowsOtherLayers) yield break;
        IEnumerable<string> generic = allowsGeneric ? [MediaType.Layer, MediaType.LayerGzip, MediaType.LayerZstd] : [];
        var known = definition.Layers.SelectMany(rule => rule.MediaTypes).Concat(generic).ToList();
        foreach (var layer in layers.Where(layer => !known.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase)))
        {
            yield return Error(
                $"{LayerText.Of(layer)} has the media type '{layer.MediaType}', which {definition.Title} ({definition.MediaType}) does not "
                + $"have. It has: {string.Join(", ", known)}.");
        }
    }

    private static IEnumerable<Finding> NoLayers(IReadOnlyList<Descriptor> layers, ArtifactTypeDefinition definition)
    {
        if (layers.Count > 0 || definition.AllowsOtherLayers || definition.Layers.Any(rule => rule.Min > 0)) yield break;
        yield return Error(
            $"{definition.Title} ({definition.MediaType}) is made of files, and this artifact has none: a pattern fits nothing, "
            + $"or a folder is empty. Add {string.Join(", or ", definition.Layers.Select(Ways))}.",
            Remedy.LayerFile);
    }

    // The check of the format reports empty layers of all other formats: these begin with certain bytes.
    private static IEnumerable<Finding> EmptyLayers(IReadOnlyList<Descriptor> layers, ArtifactTypeDefinition definition)
    {
        foreach (var layer in layers
            .Where(layer => layer.Size == 0 && definition.Layers.Any(rule => MayNotBeEmpty(rule) && Has(rule, layer))))
        {
            yield return Error(
                $"{LayerText.Of(layer)} is empty, and {definition.Title} needs it. Give it a file that has something in it.");
        }
    }

    private static bool MayNotBeEmpty(LayerRule rule) =>
        rule is { Min: > 0, Format: ContentFormat.Any or ContentFormat.Text or ContentFormat.Yaml };

    private static IEnumerable<Finding> WrongCounts(IReadOnlyList<Descriptor> layers, ArtifactTypeDefinition definition)
    {
        foreach (var rule in definition.Layers)
        {
            var wanted = $"Of the layer '{rule.Name}' ({rule.MediaTypes[0]}) {definition.Title} has";
            var count = layers.Count(layer => Has(rule, layer));
            if (count < rule.Min)
            {
                yield return Error(
                    $"{wanted} at least {rule.Min}, but this artifact has {count}. Add {Ways(rule)}.", Remedy.LayerFile);
            }

            if (count > rule.Max) yield return Error($"{wanted} at most {rule.Max}, but this artifact has {count}. Take files out.");
        }
    }

    private static bool Has(LayerRule rule, Descriptor layer) =>
        rule.MediaTypes.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase);

    private static string Ways(LayerRule rule) => rule.Files.Count > 0
        ? $"a file {string.Join(" or ", rule.Files)}, or any file in the layer '{rule.Name}'"
        : $"a file in the layer '{rule.Name}'";

    private static Finding Error(string message, Remedy remedy = Remedy.None) =>
        new(OciErrorCode.TypeMismatch, FindingSeverity.Error, message) { Remedy = remedy };
}

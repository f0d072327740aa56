using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Catalog;

/// <summary>Writes the catalogue for operators of registries, who allow the types that are in use.</summary>
/// <param name="catalog">The catalogue.</param>
internal sealed class TypeAllowList(ArtifactTypeCatalog catalog)
{
    /// <summary>All types as JSON for tools: alias, title, type, and the media types of configs and layers.</summary>
    internal string ToJson() => new JsonObject
    {
        ["types"] = new JsonArray([.. Ordered().Select(definition => new JsonObject
        {
            ["alias"] = definition.Alias,
            ["title"] = definition.Title,
            ["artifactType"] = definition.MediaType,
            ["manifestArtifactType"] = definition.ManifestType,
            ["configMediaTypes"] = Array(ConfigsOf(definition)),
            ["layerMediaTypes"] = Array(LayersOf(definition)),
            ["specification"] = definition.Specification?.AbsoluteUri,
            ["specificationVersion"] = definition.SpecificationVersion,
            ["source"] = definition.Source,
        })]),
    }.ToJsonString(JsonText.Readable) + "\n";

    /// <summary>
    /// The setting of Quay's <c>config.yaml</c>: the media types of layers by that of the config. Quay does not check
    /// the <c>artifactType</c>, so that all types without a config share the entry of the empty config.
    /// </summary>
    internal string ToQuayConfig()
    {
        var text = new StringBuilder("FEATURE_GENERAL_OCI_SUPPORT: true\nALLOWED_OCI_ARTIFACT_TYPES:\n");
        var byConfig = Ordered()
            .SelectMany(definition => ConfigsOf(definition).SelectMany(config => LayersOf(definition).Select(layer => (config, layer))))
            .GroupBy(pair => pair.config, pair => pair.layer, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var config in byConfig)
        {
            text.Append("  ").Append(config.Key).Append(":\n");
            foreach (var layer in config.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                text.Append("  - ").Append(layer).Append('\n');
            }
        }

        return text.ToString();
    }

    private IEnumerable<ArtifactTypeDefinition> Ordered() =>
        catalog.Definitions.Where(definition => !definition.IsForDevelopment).OrderBy(
            definition => definition.MediaType, StringComparer.Ordinal);

    private static IReadOnlyList<string> ConfigsOf(ArtifactTypeDefinition definition) => definition.Config?.MediaTypes ?? [MediaType.Empty];

    private static IReadOnlyList<string> LayersOf(ArtifactTypeDefinition definition) =>
        [.. definition.Layers.SelectMany(layer => layer.MediaTypes).Distinct(StringComparer.Ordinal)];

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}

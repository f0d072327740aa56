using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Compares the media types of an artifact with the naming conventions of the guidance for artifact authors. The result
/// is only advice, because many well-known types do not follow them; types of the catalogue are not checked at all.
/// </summary>
internal static partial class NamingCheck
{
    private static readonly string[] GenericTrees = ["text/", "image/", "audio/", "video/", "font/", "model/"];
    private static readonly string[] GenericTypes = ["application/json", "application/xml", MediaType.OctetStream];

    /// <summary>Checks the media types of a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="catalog">The known types.</param>
    /// <param name="definition">The type of the artifact, if it is known.</param>
    internal static IEnumerable<Finding> Check(Manifest manifest, ArtifactTypeCatalog catalog, ArtifactTypeDefinition? definition) =>
    [
        .. OfTypes(manifest),
        .. OfConfig(manifest.Config, manifest.EffectiveArtifactType),
        .. OfLayers(manifest.Layers, catalog, definition),
    ];

    private static IEnumerable<Finding> OfTypes(Manifest manifest)
    {
        var types = manifest.Layers.Select(layer => layer.MediaType).Append(manifest.EffectiveArtifactType)
            .Append(manifest.Config.MediaType)
            .Where(type => !type.StartsWith("application/vnd.oci.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        foreach (var type in types.Where(type => type.Any(char.IsAsciiLetterUpper)))
        {
            yield return Advice($"'{type}' has capital letters; media types are written in lower case.");
        }

        if (!TypeForm().IsMatch(manifest.EffectiveArtifactType))
        {
            yield return Advice(
                $"'{manifest.EffectiveArtifactType}' has not the form of an artifact type: application/vnd.<organisation>.<type>.v1, "
                + "with the version last.");
        }
    }

    private static IEnumerable<Finding> OfConfig(Descriptor config, string type)
    {
        var isEmpty = config.Size == 0 || config.Digest == Descriptor.Empty.Digest;
        if (config.MediaType == type && isEmpty && config.MediaType.Contains('+', StringComparison.Ordinal))
        {
            yield return Advice($"'{config.MediaType}' names a format, but there is no config. Leave the ending from + on away.");
        }

        if (config.MediaType != MediaType.Empty && !Version().IsMatch(config.MediaType))
        {
            yield return Advice(
                $"The config type '{config.MediaType}' has no version. Write one, such as .v1, so that the config may change.");
        }
    }

    private static IEnumerable<Finding> OfLayers(
        IReadOnlyList<Descriptor> layers, ArtifactTypeCatalog catalog, ArtifactTypeDefinition? definition)
    {
        var types = layers.Select(layer => layer.MediaType).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var type in types.Where(type => IsOwn(type) && !LayerForm().IsMatch(type)))
        {
            yield return Advice(
                $"'{type}' has not the form of a layer type: application/vnd.<organisation>.<type>.layer.v1.<format>, "
                + "for example .tar+gzip.");
        }

        foreach (var type in types.Where(IsOwn))
        {
            if (OwnerOf(type, catalog) is not { } owner || owner == definition) continue;
            yield return Advice(
                $"'{type}' is the type of a layer of {owner.Title} ({owner.MediaType}). Give the layer a type of your own.");
        }

        foreach (var type in types.Where(IsGeneric))
        {
            if (layers.Count(layer => layer.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) < 2) continue;
            yield return Advice(
                $"Several layers have the media type '{type}', which does not tell them apart. Give each kind of layer a type of its own.");
        }
    }

    private static ArtifactTypeDefinition? OwnerOf(string layerType, ArtifactTypeCatalog catalog) => catalog.Definitions.FirstOrDefault(
        definition => definition.Layers.Any(rule => rule.MediaTypes.Contains(layerType, StringComparer.OrdinalIgnoreCase)));

    private static bool IsOwn(string type) => Begins(type, "application/vnd.") && !Begins(type, "application/vnd.oci.");

    private static bool IsGeneric(string type) =>
        GenericTrees.Any(tree => Begins(type, tree)) || GenericTypes.Contains(type, StringComparer.OrdinalIgnoreCase);

    private static bool Begins(string type, string beginning) => type.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    private static Finding Advice(string message) => new(OciErrorCode.NamingConvention, FindingSeverity.Advice, message);

    [GeneratedRegex(
        @"\Aapplication/(vnd|prs|x)\.[a-z0-9-]+(\.[a-z0-9-]+)*\.v[0-9]+(\.[0-9]+)*(\+[a-z0-9-]+)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeForm();

    [GeneratedRegex(
        @"\.v[0-9]+([.+]|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    [GeneratedRegex(
        @"\Aapplication/(vnd|prs|x)\.[a-z0-9.-]+\.layer\.v[0-9]+\.[a-z0-9]+(\+(gzip|zstd|xz))?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LayerForm();
}

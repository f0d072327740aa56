using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Checks an artifact against its type and against the guidance for artifact authors, before it is sent anywhere.
/// </summary>
/// <param name="catalog">The known types.</param>
public sealed class ArtifactCheck(ArtifactTypeCatalog catalog)
{
    // A larger config is not read. Its digest was computed when it was packed.
    private const int LargestConfig = 4 * 1024 * 1024;

    /// <summary>
    /// Whether layers may have the generic media types of the image specification instead of their own. The default is
    /// no.
    /// </summary>
    public bool AllowsGenericLayers { get; init; }

    /// <summary>
    /// The definition to check against. The default is the one that the catalogue has for the type of the artifact.
    /// </summary>
    public ArtifactTypeDefinition? Definition { get; init; }

    /// <summary>
    /// Whether the config is known to fit its schema, because a definition of this library made it and no person wrote
    /// any of it. The check against the schema, which takes a tenth of a second, is then left out. The default is no.
    /// </summary>
    internal bool TrustsConfig { get; init; }

    /// <summary>
    /// Checks the artifact. Reads the config, the first 512 bytes of each layer, of a Singularity image all descriptors
    /// (at most 4 MiB), and the whole layer where the type has rules for its members.
    /// </summary>
    /// <returns>What was found. An artifact without an error may be sent.</returns>
    /// <exception cref="OciException">The content cannot be read.</exception>
    public async Task<IReadOnlyList<Finding>> RunAsync(Manifest manifest, IContentSource source, CancellationToken cancellation)
    {
        var definition = DefinitionOf(manifest.EffectiveArtifactType);
        var findings = (await RunWithoutLayersAsync(manifest, source, cancellation).ConfigureAwait(false)).ToList();
        foreach (var layer in manifest.Layers.Where(layer => layer.MediaType != MediaType.Empty))
        {
            var rule = LayerRuleOf(definition, layer);
            var finding = await CheckFormatAsync(layer, rule, source, cancellation).ConfigureAwait(false)
                ?? await CheckMembersAsync(layer, rule, source, cancellation).ConfigureAwait(false);
            if (finding is null) continue;

            // Annotations are made from the file. If the file has the wrong format, one error is enough.
            findings.RemoveAll(other => other.Code == OciErrorCode.MissingAnnotation && other.LayerDigest == layer.Digest);
            findings.Add(finding);
        }

        return findings;
    }

    /// <summary>Checks the manifest and the config, and reads no byte of any layer.</summary>
    /// <returns>What was found.</returns>
    /// <exception cref="OciException">The config cannot be read.</exception>
    public async Task<IReadOnlyList<Finding>> RunWithoutLayersAsync(
        Manifest manifest, IContentSource source, CancellationToken cancellation)
    {
        var definition = DefinitionOf(manifest.EffectiveArtifactType);
        var findings = new List<Finding>();
        findings.AddRange(TypeCheck.Check(manifest, definition));
        findings.AddRange(AnnotationCheck.Check(manifest, definition, LayerRuleOf));
        var layers = definition is null ? [] : LayerCheck.Check(manifest, definition, AllowsGenericLayers).ToList();
        findings.AddRange(layers);
        if (definition is null || !ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition))
        {
            findings.AddRange(NamingCheck.Check(manifest, catalog, definition));
        }

        // A config that is made from layers is wrong without layers. The error about the layers is enough.
        var hasNoLayers = layers.Count > 0 && manifest.Layers.All(layer => layer.MediaType == MediaType.Empty);
        if (!hasNoLayers) findings.AddRange(await CheckConfigAsync(manifest, definition, source, cancellation).ConfigureAwait(false));
        return findings;
    }

    private ArtifactTypeDefinition? DefinitionOf(string artifactType) => Definition ?? catalog.Find(artifactType);

    private static LayerRule? LayerRuleOf(ArtifactTypeDefinition? definition, Descriptor layer) => definition?.Layers.FirstOrDefault(
        rule => rule.MediaTypes.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<Finding>> CheckConfigAsync(
        Manifest manifest, ArtifactTypeDefinition? definition, IContentSource source, CancellationToken cancellation)
    {
        if (manifest.Config.MediaType == MediaType.Empty || manifest.Config.Size > LargestConfig) return [];
        var bytes = await source.ReadAllAsync(manifest.Config, LargestConfig, cancellation).ConfigureAwait(false);
        var rule = TrustsConfig && definition?.Config is { } trusted ? trusted with { Schema = null } : definition?.Config;
        return ConfigCheck.Check(manifest.Config, bytes, rule);
    }

    private static async Task<Finding?> CheckMembersAsync(
        Descriptor layer, LayerRule? rule, IContentSource source, CancellationToken cancellation)
    {
        if (rule is null || rule.Members.Count == 0) return null;
        var stream = await source.OpenAsync(layer, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var problem = await ContentMembers.ProblemAsync(stream, FormatOf(layer, rule), rule.Members, cancellation).ConfigureAwait(false);
        return problem is null ? null : Mismatch(layer, problem);
    }

    // YAML readers also read JSON. A file named .json has to be JSON.
    private static ContentFormat FormatOf(Descriptor layer, LayerRule rule)
    {
        var title = layer.Annotations?.GetValueOrDefault(Annotations.Title) ?? "";
        var isNamedJson = title.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        return rule.Format == ContentFormat.Yaml && isNamedJson ? ContentFormat.Json : rule.Format;
    }

    private static async Task<Finding?> CheckFormatAsync(
        Descriptor layer, LayerRule? rule, IContentSource source, CancellationToken cancellation)
    {
        var format = rule is { Format: not ContentFormat.Any } ? rule.Format : FormatSniffer.OfMediaType(layer.MediaType);
        if (format == ContentFormat.Any) return null;
        var stream = await source.OpenAsync(layer, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var head = new byte[FormatSniffer.Length];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (!FormatSniffer.Fits(format, head.AsSpan(0, length))) return FormatMismatch(layer, format);
        if (format != ContentFormat.Sif) return null;
        var problem = await SifImage.ProblemAsync(head.AsMemory(0, length), stream, layer.Size, cancellation).ConfigureAwait(false);
        return problem is null ? null : FormatMismatch(layer, format, $": {problem}");
    }

    private static Finding FormatMismatch(Descriptor layer, ContentFormat format, string reason = "") =>
        Mismatch(layer, $"its bytes are no {LayerText.Of(format)}{reason}");

    private static Finding Mismatch(Descriptor layer, string problem) => new(
        OciErrorCode.FormatMismatch,
        FindingSeverity.Error,
        $"{LayerText.Of(layer)} has the media type '{layer.MediaType}', but {problem}. Give it another file, "
        + "or the media type that it is.");
}

using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Checks an artifact against its type and against the guidance for artifact authors, before it is sent anywhere.</summary>
/// <param name="catalog">The types that are known.</param>
public sealed class ArtifactCheck(ArtifactTypeCatalog catalog)
{
    // What is not read whole is not hashed: who packed it has done that. A config is small.
    private const int LargestConfig = 4 * 1024 * 1024;

    /// <summary>Whether layers may have the generic media types of the image specification instead of their own. The default is no.</summary>
    public bool AllowsGenericLayers { get; init; }

    /// <summary>What it is checked against. The default is what the catalogue has of its type.</summary>
    public ArtifactTypeDefinition? Definition { get; init; }

    /// <summary>
    /// Whether the config is known to fit its schema, because it was made by a definition of this library of nothing that a person wrote: then it is
    /// not checked against it, which takes a tenth of a second. The default is no.
    /// </summary>
    internal bool TrustsConfig { get; init; }

    /// <summary>Checks the artifact. Of each layer the first 512 bytes are read (of a Singularity image all descriptors, at most 4 MiB), of the config all, and of a layer that its type asks for members all.</summary>
    /// <returns>What was found; an artifact without an error may be sent.</returns>
    /// <exception cref="OciException">Its content cannot be read.</exception>
    public async Task<IReadOnlyList<Finding>> RunAsync(Manifest manifest, IContentSource source, CancellationToken cancellation)
    {
        var definition = DefinitionOf(manifest.EffectiveArtifactType);
        var findings = (await RunWithoutLayersAsync(manifest, source, cancellation).ConfigureAwait(false)).ToList();
        foreach (var layer in manifest.Layers.Where(layer => layer.MediaType != MediaType.Empty))
        {
            var rule = LayerRuleOf(definition, layer);
            var finding = await FormatAsync(layer, rule, source, cancellation).ConfigureAwait(false) ?? await MembersAsync(layer, rule, source, cancellation).ConfigureAwait(false);
            if (finding is null) continue;

            // What is not its own kind of file cannot say what annotations are made of: one error is enough.
            findings.RemoveAll(other => other.Code == OciErrorCode.MissingAnnotation && other.LayerDigest == layer.Digest);
            findings.Add(finding);
        }

        return findings;
    }

    /// <summary>The part of <see cref="RunAsync"/> that needs no byte of any layer: what the manifest says, and the config.</summary>
    /// <returns>What was found.</returns>
    /// <exception cref="OciException">The config cannot be read.</exception>
    public async Task<IReadOnlyList<Finding>> RunWithoutLayersAsync(Manifest manifest, IContentSource source, CancellationToken cancellation)
    {
        var definition = DefinitionOf(manifest.EffectiveArtifactType);
        var findings = new List<Finding>();
        findings.AddRange(TypeCheck.Check(manifest, definition));
        findings.AddRange(AnnotationCheck.Check(manifest, definition, LayerRuleOf));
        var layers = definition is null ? [] : LayerCheck.Check(manifest, definition, AllowsGenericLayers).ToList();
        findings.AddRange(layers);
        if (definition is null || !ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition)) findings.AddRange(NamingCheck.Check(manifest, catalog, definition));

        // A config that is made of layers cannot be right where there are none: one error is enough.
        var hasNothing = layers.Count > 0 && manifest.Layers.All(layer => layer.MediaType == MediaType.Empty);
        if (!hasNothing) findings.AddRange(await ConfigAsync(manifest, definition, source, cancellation).ConfigureAwait(false));
        return findings;
    }

    private ArtifactTypeDefinition? DefinitionOf(string artifactType) => Definition ?? catalog.Find(artifactType);

    private static LayerRule? LayerRuleOf(ArtifactTypeDefinition? definition, Descriptor layer) => definition?.Layers.FirstOrDefault(
        rule => rule.MediaTypes.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<Finding>> ConfigAsync(
        Manifest manifest, ArtifactTypeDefinition? definition, IContentSource source, CancellationToken cancellation)
    {
        if (manifest.Config.MediaType == MediaType.Empty || manifest.Config.Size > LargestConfig) return [];
        var bytes = await source.ReadAllAsync(manifest.Config, LargestConfig, cancellation).ConfigureAwait(false);
        return ConfigCheck.Check(manifest.Config, bytes, TrustsConfig && definition?.Config is { } rule ? rule with { Schema = null } : definition?.Config);
    }

    private static async Task<Finding?> MembersAsync(Descriptor layer, LayerRule? rule, IContentSource source, CancellationToken cancellation)
    {
        if (rule is null || rule.Members.Count == 0) return null;
        var stream = await source.OpenAsync(layer, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        return await ContentMembers.ProblemAsync(stream, FormatOf(layer, rule), rule.Members, cancellation).ConfigureAwait(false) is not { } problem ? null : new Finding(
            OciErrorCode.FormatMismatch, FindingSeverity.Error, $"{LayerText.Of(layer)} has the media type '{layer.MediaType}', but {problem}. Give it another file, or the media type that it is.");
    }

    // JSON is YAML to its readers; where the name says JSON, it is read as that.
    private static ContentFormat FormatOf(Descriptor layer, LayerRule rule) =>
        rule.Format == ContentFormat.Yaml && layer.Annotations?.GetValueOrDefault(Annotations.Title)?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true ? ContentFormat.Json : rule.Format;

    private static async Task<Finding?> FormatAsync(Descriptor layer, LayerRule? rule, IContentSource source, CancellationToken cancellation)
    {
        var format = rule is { Format: not ContentFormat.Any } ? rule.Format : FormatSniffer.OfMediaType(layer.MediaType);
        if (format == ContentFormat.Any) return null;
        var stream = await source.OpenAsync(layer, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var head = new byte[FormatSniffer.Length];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (!FormatSniffer.Fits(format, head.AsSpan(0, length))) return Mismatch(layer, format, "");
        if (format != ContentFormat.Sif) return null;
        return await SifImage.ProblemAsync(head.AsMemory(0, length), stream, layer.Size, cancellation).ConfigureAwait(false) is { } problem ? Mismatch(layer, format, $": {problem}") : null;
    }

    private static Finding Mismatch(Descriptor layer, ContentFormat format, string why) => new(
        OciErrorCode.FormatMismatch,
        FindingSeverity.Error,
        $"{LayerText.Of(layer)} has the media type '{layer.MediaType}', but its bytes are no {LayerText.Of(format)}{why}. Give it another file, or the media type that it is.");
}

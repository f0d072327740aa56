using System.Text.Json;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain;

namespace OciArtifacts.Build.Packing;

/// <summary>A part of an index that another machine has published: one manifest, or an index with several parts.</summary>
/// <param name="source">The part as the project names it.</param>
/// <param name="reference">Its place and digest.</param>
/// <param name="repository">The repository that has it.</param>
/// <param name="isElsewhere">Whether the index goes to another repository, so that the referrers go along.</param>
internal sealed class PublishedPart(PartSource source, Reference reference, RegistryRepository repository, bool isElsewhere)
{
    private IReadOnlyList<PackedReferrer>? _named;

    /// <summary>The referrers that the report of its publish names. What only the registry lists may be of anybody.</summary>
    internal IReadOnlyList<Digest> Named { get; init; } = [];

    /// <summary>Whether the registry is asked for the referrers, also where they are not copied.</summary>
    internal bool ListsReferrers { get; init; }

    /// <exception cref="OciException">
    /// The registry does not have the digest (<see cref="OciErrorCode.ContentNotFound"/>), or cannot be asked.
    /// </exception>
    internal async Task<IReadOnlyList<IndexPart>> ReadAsync(CancellationToken cancellation)
    {
        var digest = reference.Digest ?? throw new OciException(
            OciErrorCode.InvalidPart,
            $"The OciArtifactIndexEntry '{source.Place}' has no digest. A tag can move while the index is made: write "
                + $"{reference.Registry}/{reference.Repository}@sha256:…");
        var root = await repository.ResolveAsync(digest.ToString(), cancellation).ConfigureAwait(false) ?? throw new OciException(
            OciErrorCode.ContentNotFound,
            $"The OciArtifactIndexEntry {reference} is not in the registry. It was deleted, or never pushed there. Some registries "
                + "delete manifests without a tag after a while: with OciArtifactEntryTags=true each part has a tag.");
        var bytes = await repository.ReadAllAsync(root, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        if (!MediaType.IsIndex(root.MediaType)) return [await PartOfAsync(root, bytes, cancellation).ConfigureAwait(false)];

        var parts = new List<IndexPart>();
        foreach (var entry in ImageIndex.Parse(bytes).Manifests)
        {
            var manifest = Manifest.Parse(
                await repository.ReadAllAsync(entry, ContentReading.LargestManifest, cancellation).ConfigureAwait(false));
            var content = new Descriptor(entry.MediaType, entry.Digest, entry.Size);
            parts.Add(new IndexPart(
                await ArtifactOfAsync(content, manifest, cancellation).ConfigureAwait(false),
                manifest.EffectiveArtifactType,
                entry.Annotations?.GetValueOrDefault(Annotations.RuntimeIdentifier) ?? "",
                entry.Annotations?.GetValueOrDefault(Annotations.TargetFramework) ?? "",
                entry.Platform)
            {
                Referrers = await ReferrersOfAsync(entry.Digest, cancellation).ConfigureAwait(false),
            });
        }

        return parts;
    }

    private async Task<IndexPart> PartOfAsync(Descriptor root, byte[] bytes, CancellationToken cancellation)
    {
        var manifest = Manifest.Parse(bytes);
        var artifact = await ArtifactOfAsync(root, manifest, cancellation).ConfigureAwait(false);
        var config = await ReadConfigAsync(manifest.Config, cancellation).ConfigureAwait(false);
        var runtime = Given(source.RuntimeIdentifier, config, "runtimeIdentifier");
        var platform = source.Platform ?? Platform.FromRuntimeIdentifier(runtime) ?? PlatformOf(config);
        var framework = Given(source.TargetFramework, config, "targetFramework");
        return new IndexPart(artifact, manifest.EffectiveArtifactType, runtime, framework, platform)
        {
            Referrers = await ReferrersOfAsync(root.Digest, cancellation).ConfigureAwait(false),
        };
    }

    private async Task<IReadOnlyList<Descriptor>> ReferrersOfAsync(Digest subject, CancellationToken cancellation) =>
        ListsReferrers && !isElsewhere
            ? await repository.ListReferrersAsync(subject, artifactType: null, cancellation).ToListAsync(cancellation).ConfigureAwait(false)
            : [];

    private async Task<PackedArtifact> ArtifactOfAsync(Descriptor content, Manifest manifest, CancellationToken cancellation)
    {
        var referrers = new List<PackedReferrer>();
        if (isElsewhere) await AddReferrersAsync(content.Digest).ConfigureAwait(false);
        else await AddNamedAsync().ConfigureAwait(false);
        return PackedArtifact.Published(content with { ArtifactType = manifest.ArtifactType }, repository, referrers);

        // In the same repository nothing is to be copied. What the build made is there to be signed.
        async Task AddNamedAsync()
        {
            var subjects = new HashSet<Digest> { content.Digest };
            foreach (var referrer in await NamedReferrersAsync(cancellation).ConfigureAwait(false))
            {
                if (subjects.Contains(referrer.Subject) && subjects.Add(referrer.Content.Digest)) referrers.Add(referrer);
            }
        }

        // With what is attached to referrers, such as the signature of an SBOM. Each stands behind its subject.
        async Task AddReferrersAsync(Digest subject)
        {
            var found = await AttachedContent.FindAsync(repository, subject, cancellation).ConfigureAwait(false);
            foreach (var referrer in found.Where(referrer => !referrers.Exists(one => one.Content.Digest == referrer.Content.Digest)))
            {
                referrers.Add(referrer with { IsForeign = !Named.Contains(referrer.Content.Digest) });
                if (referrer.Tag is null) await AddReferrersAsync(referrer.Content.Digest).ConfigureAwait(false);
            }
        }
    }

    // Read once for all entries of the part. A referrer that was deleted or replaced since is left out.
    private async Task<IReadOnlyList<PackedReferrer>> NamedReferrersAsync(CancellationToken cancellation) =>
        _named ??= (await AttachedContent.ReadNamedAsync(repository, Named, cancellation).ConfigureAwait(false)).Found;

    // The config of a .NET app has its runtime and framework, that of an image its platform.
    private async Task<JsonElement> ReadConfigAsync(Descriptor config, CancellationToken cancellation)
    {
        var isJson = config.MediaType.EndsWith("+json", StringComparison.Ordinal) && config.MediaType != MediaType.Empty;
        if (!isJson || config.Size > ContentReading.LargestManifest) return default;
        var bytes = await repository.ReadAllAsync(config, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string Given(string given, JsonElement config, string name) => given.Length > 0 ? given : Text(config, name);

    private static Platform? PlatformOf(JsonElement config) =>
        Text(config, "os") is { Length: > 0 } os && Text(config, "architecture") is { Length: > 0 } architecture
            ? new Platform(architecture, os) { Variant = Text(config, "variant") is { Length: > 0 } variant ? variant : null }
            : null;

    private static string Text(JsonElement config, string name) =>
        config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}

using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Copies a published artifact with all entries and referrers to another repository, and sets tags there, in this order: resolve the
/// digest, list the referrers, obey the policy, copy, tag. Digests stay the same.
/// </summary>
/// <param name="subject">The artifact: its place and its digest.</param>
/// <param name="from">The repository that has it.</param>
/// <param name="destination">The destination, with the tags.</param>
internal sealed class Promotion(Reference subject, RegistryRepository from, Destination destination)
{
    private readonly List<CopiedReferrer> _referrers = [];
    private readonly HashSet<Digest> _seen = [];
    private readonly List<Manifest> _manifests = [];
    private readonly List<string> _indexTypes = [];

    /// <summary>The policy file, an absolute path, or empty.</summary>
    internal string Policy { get; init; } = "";

    /// <summary>Finds the artifact with all that belongs to it, and checks it against the policy. Nothing is sent.</summary>
    /// <returns>The record of the artifact. All of its content is in the registry.</returns>
    /// <exception cref="OciException">
    /// The registry does not have the digest (<see cref="OciErrorCode.ContentNotFound"/>), the policy forbids a part of the artifact
    /// (<see cref="OciErrorCode.PolicyDenied"/>), or the registry cannot be asked.
    /// </exception>
    internal async Task<PackRecord> ReadAsync(CancellationToken cancellation)
    {
        var digest = subject.Digest!.Value;
        var root = await from.ResolveAsync(digest.ToString(), cancellation).ConfigureAwait(false) ?? throw new OciException(
            OciErrorCode.ContentNotFound, $"{subject} is not in the registry: it was deleted, or never pushed there.");
        var bytes = await from.ReadAllAsync(root, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        await AddAsync(root, bytes, cancellation).ConfigureAwait(false);
        if (Policy.Length > 0) await ObeyPolicyAsync(cancellation).ConfigureAwait(false);
        var type = MediaType.IsIndex(root.MediaType) ? ImageIndex.Parse(bytes).ArtifactType : null;
        type ??= _manifests.Count > 0 ? _manifests[0].EffectiveArtifactType : "";
        return new PackRecord(destination, root, type) { Indexes = MediaType.IsIndex(root.MediaType) ? [bytes] : [] };
    }

    /// <summary>Copies the artifact.</summary>
    /// <returns>The tags that name it now.</returns>
    /// <exception cref="OciException">Content is missing or wrong, the registry refuses it, or the tag policy forbids a tag.</exception>
    internal async Task<IReadOnlyList<string>> CopyAsync(
        PackRecord record, IContentStore to, ContentCopyOptions options, CancellationToken cancellation)
    {
        using var copy = new ContentCopy(from, to, options);
        return await copy.CopyAsync(record.Root, destination.Tags, _referrers, cancellation).ConfigureAwait(false);
    }

    // A referrer stands behind its subject: the copy sends them in this order.
    private async Task AddAsync(Descriptor content, byte[] bytes, CancellationToken cancellation)
    {
        if (!_seen.Add(content.Digest)) return;
        if (MediaType.IsIndex(content.MediaType))
        {
            var index = ImageIndex.Parse(bytes);
            if (index.ArtifactType is { } type) _indexTypes.Add(type);
            foreach (var entry in index.Manifests) await ReadAsync(entry, cancellation).ConfigureAwait(false);
        }
        else
        {
            _manifests.Add(Manifest.Parse(bytes));
        }

        var attached = (await AttachedContent.FindAsync(from, content.Digest, cancellation).ConfigureAwait(false))
            .Where(referrer => !_seen.Contains(referrer.Content.Digest)).ToList();
        _referrers.AddRange(attached.Select(referrer => referrer.Copied));

        // The manifests under the tags of cosign look like images, and have no referrers.
        foreach (var referrer in attached.Where(referrer => referrer.Tag is null))
        {
            await ReadAsync(referrer.Content, cancellation).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(Descriptor content, CancellationToken cancellation)
    {
        if (!MediaType.IsManifest(content.MediaType) && !MediaType.IsIndex(content.MediaType)) return;
        var bytes = await from.ReadAllAsync(content, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        await AddAsync(content, bytes, cancellation).ConfigureAwait(false);
    }

    private async Task ObeyPolicyAsync(CancellationToken cancellation)
    {
        var policy = await RegistryPolicy.ReadAsync(Policy, cancellation).ConfigureAwait(false);
        var (registry, repository) = (destination.Registry!, destination.Repository);
        Finding?[] findings =
        [
            .. _indexTypes.Select(type => policy.Check(type, registry, repository)),
            .. _manifests.Select(manifest => policy.Check(manifest, registry, repository)),
        ];
        if (findings.OfType<Finding>().FirstOrDefault() is { } denied)
        {
            throw new OciException(denied.Code, denied.Message) { Remedy = denied.Remedy };
        }
    }
}

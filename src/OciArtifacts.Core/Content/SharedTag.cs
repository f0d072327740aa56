using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>
/// A tag whose manifest all clients share: each adds its layers. cosign finds the signatures of a digest in the manifest with the
/// tag <c>sha256-….sig</c>, one layer for each signature (cosign, SIGNATURE_SPEC.md).
/// </summary>
/// <param name="store">The store that has the tag.</param>
/// <param name="tag">The tag.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedTag(IContentStore store, string tag, TimeProvider time)
{
    private const int MostTries = 20;

    /// <summary>Adds the layers of the manifest. Success means that the manifest with the tag has them, and all that it had before.</summary>
    /// <param name="manifest">A manifest whose blobs the store has.</param>
    /// <param name="from">The source of the manifest.</param>
    /// <param name="cancellation">Stops the change.</param>
    /// <returns>Whether anything was added.</returns>
    /// <exception cref="OciException">
    /// The tag names something else than an image manifest, which stays, or other clients change it all the time
    /// (<see cref="OciErrorCode.ReferrersTag"/>); or the store refuses the change.
    /// </exception>
    internal async Task<bool> AddAsync(Descriptor manifest, IContentSource from, CancellationToken cancellation)
    {
        var own = Manifest.Parse(await from.ReadAllAsync(manifest, ContentReading.LargestManifest, cancellation).ConfigureAwait(false));
        var change = new LostChange(time);
        var isAdded = false;
        for (var tries = 0; tries < MostTries; tries++)
        {
            change.Start();
            var shared = await ReadAsync(cancellation).ConfigureAwait(false);
            change.HasRead();
            if (shared is not null && own.Layers.All(layer => Has(shared, layer))) return isAdded;
            var joined = new MemoryStore();
            var content = shared is null ? manifest : joined.Add(MediaType.Manifest, Join(shared, own).ToBytes());
            if (change.IsLate()) continue;
            isAdded = true;
            await store.TagAsync(content, shared is null ? from : joined, tag, cancellation).ConfigureAwait(false);
            if (store is not ITagResolver) return true;
            await change.WaitAsync(cancellation).ConfigureAwait(false);
        }

        throw new OciException(
            OciErrorCode.ReferrersTag,
            $"{manifest.Digest} was pushed, but the tag {tag} does not have it: others change that tag all the time. Publish again.");
    }

    private async Task<Manifest?> ReadAsync(CancellationToken cancellation)
    {
        if (store is not ITagResolver tags) return null;
        if (await tags.ResolveAsync(tag, cancellation).ConfigureAwait(false) is not { } named) return null;
        if (named.MediaType != MediaType.Manifest)
        {
            throw new OciException(
                OciErrorCode.ReferrersTag,
                $"The tag {tag} is for signatures and attestations, but names {named.Digest}, which is {named.MediaType}. "
                + "It was left as it is. Delete that tag, and publish again.");
        }

        return Manifest.Parse(await store.ReadAllAsync(named, ContentReading.LargestManifest, cancellation).ConfigureAwait(false));
    }

    private static bool Has(Manifest shared, Descriptor layer) => shared.Layers.Any(known => IsSame(known, layer));

    // The layer of another signature can have the same digest: only its annotations differ.
    private static bool IsSame(Descriptor known, Descriptor layer)
    {
        if (known.Digest != layer.Digest || known.MediaType != layer.MediaType) return false;
        var wanted = layer.Annotations ?? Enumerable.Empty<KeyValuePair<string, string>>();
        return wanted.All(pair => known.Annotations?.GetValueOrDefault(pair.Key) == pair.Value);
    }

    private static bool IsReplaced(Descriptor known, Manifest own) =>
        own.Layers.All(layer => !IsSame(known, layer)) && own.Layers.Any(layer => Referrer.IsOfSameProducer(layer, known));

    // The config is that of this client: a config of another client lists layers, and would list too few.
    private static Manifest Join(Manifest shared, Manifest own) => shared with
    {
        Config = own.Config,
        Layers =
        [
            .. shared.Layers.Where(known => !IsReplaced(known, own)),
            .. own.Layers.Where(layer => !Has(shared, layer)),
        ],
    };
}

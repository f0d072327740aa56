using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

// The referrers: all blobs, then the manifests, each after its subject, then the lists of the subjects, each with one change.
public sealed partial class ContentCopy
{
    private async Task CopyReferrers(IReadOnlyList<CopiedReferrer> referrers, bool mayExist)
    {
        // Each manifest is read once.
        var manifests = new MemoryStore();
        foreach (var manifest in referrers.Select(referrer => referrer.Content))
        {
            await Try(() => manifests.PutAsync(manifest, _from, _stop.Token)).ConfigureAwait(false);
        }

        var described = new List<Referrer>();
        foreach (var manifest in referrers.Where(referrer => referrer.Tag is null).Select(referrer => referrer.Content))
        {
            var bytes = await ReadAsync(manifests, manifest).ConfigureAwait(false);

            // A list of another client may have a manifest without a subject.
            if (Referrer.Of(manifest, bytes) is { } referrer) described.Add(referrer);
            else await CopyOnce(manifest, depth: 1).ConfigureAwait(false);
        }

        var missing = mayExist ? await MissingOf(described).ConfigureAwait(false) : described;
        var shared = referrers.Where(referrer => referrer.Tag is not null).ToList();
        var children = new List<Descriptor>();
        foreach (var manifest in missing.Select(one => one.Content).Concat(shared.Select(one => one.Content)))
        {
            children.AddRange(await Try(() => manifests.ReadChildrenAsync(manifest, _stop.Token)).ConfigureAwait(false));
        }

        await CopyAll([.. children.DistinctBy(child => child.Digest)], depth: 1).ConfigureAwait(false);
        await PutReferrers(missing, manifests).ConfigureAwait(false);
        var inParallel = _options.Parallelism > 1 && _to is not IReferrerStore { ListsInParallel: false };
        if (_to is IReferrerStore store)
        {
            // A manifest that exists may be missing in the list: an earlier copy may have stopped between the two.
            await ForEach(
                [.. described.GroupBy(one => one.Subject, one => one.Content)],
                group => Try(() => store.ListAsync(group.Key, [.. group], _stop.Token)),
                inParallel).ConfigureAwait(false);
        }

        async Task AddAll(IEnumerable<CopiedReferrer> group)
        {
            foreach (var referrer in group) await AddToTag(referrer, manifests).ConfigureAwait(false);
        }

        await ForEach([.. shared.GroupBy(referrer => referrer.Tag, StringComparer.Ordinal)], AddAll, inParallel).ConfigureAwait(false);
    }

    private Task<byte[]> ReadAsync(MemoryStore manifests, Descriptor manifest) =>
        Try(() => manifests.ReadAllAsync(manifest, ContentReading.LargestManifest, _stop.Token));

    private async Task<List<Referrer>> MissingOf(List<Referrer> referrers)
    {
        var missing = new List<Referrer>();
        await ForEach(referrers, async referrer =>
        {
            if (await InSlot(() => _to.ExistsAsync(referrer.Content, _stop.Token)).ConfigureAwait(false))
            {
                _options.Report(_watch.Done(referrer.Content, CopyOutcome.Present));
                return;
            }

            lock (missing) missing.Add(referrer);
        }).ConfigureAwait(false);
        return [.. referrers.Where(missing.Contains)];
    }

    // A registry has to accept a referrer whose subject it does not have (distribution-spec 1.1.1, "Pushing Manifests with Subject"),
    // but a reader must not meet it before its subject.
    private async Task PutReferrers(IReadOnlyList<Referrer> referrers, MemoryStore manifests)
    {
        while (referrers.Count > 0)
        {
            var digests = referrers.Select(referrer => referrer.Content.Digest).ToHashSet();
            var ready = referrers.Where(referrer => !digests.Contains(referrer.Subject)).ToList();
            await ForEach(ready, async referrer =>
            {
                var outcome = await InSlot(() => PutReferrerAsync(referrer.Content, manifests)).ConfigureAwait(false);
                _options.Report(_watch.Done(referrer.Content, outcome));
            }).ConfigureAwait(false);
            referrers = [.. referrers.Except(ready)];
        }
    }

    private Task<CopyOutcome> PutReferrerAsync(Descriptor manifest, MemoryStore manifests)
    {
        _watch.Start(manifest);
        return _to is IReferrerStore store
            ? store.PutUnlistedAsync(manifest, manifests, _stop.Token)
            : _to.PutAsync(manifest, manifests, _stop.Token);
    }

    private async Task AddToTag(CopiedReferrer referrer, MemoryStore manifests)
    {
        _watch.Start(referrer.Content);
        var tag = new SharedTag(_to, referrer.Tag!, _options.Time);
        var isAdded = await Try(() => tag.AddAsync(referrer.Content, manifests, _stop.Token)).ConfigureAwait(false);
        _options.Report(_watch.Done(referrer.Content, isAdded ? CopyOutcome.Copied : CopyOutcome.Present));
    }

    private Task ForEach<T>(IReadOnlyList<T> items, Func<T, Task> work) => ForEach(items, work, _options.Parallelism > 1);

    private static async Task ForEach<T>(IReadOnlyList<T> items, Func<T, Task> work, bool inParallel)
    {
        if (inParallel)
        {
            await Task.WhenAll(items.Select(work)).ConfigureAwait(false);
            return;
        }

        foreach (var item in items) await work(item).ConfigureAwait(false);
    }
}

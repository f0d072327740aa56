using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>
/// Copies a graph of content from a source to a store: children before parents, each digest once, tags last. Use one object for
/// one copy.
/// </summary>
public sealed partial class ContentCopy : IDisposable
{
    /// <summary>The most indexes, one in the other, that are followed. No real artifact nests them this deep.</summary>
    internal const int DeepestIndex = 100;

    private readonly WatchedSource _from;
    private readonly IContentStore _to;
    private readonly ContentCopyOptions _options;
    private readonly CopyWatch _watch;
    private readonly SemaphoreSlim _slots;
    private readonly ConcurrentDictionary<Digest, Lazy<Task<CopyOutcome>>> _copies = new();
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _firstFailure;

    /// <summary>Prepares a copy. Nothing is read yet.</summary>
    public ContentCopy(IContentSource from, IContentStore to, ContentCopyOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, nameof(options));
        _from = new WatchedSource(from);
        _to = to;
        _options = options;
        _watch = new CopyWatch(_from, options);
        _slots = new SemaphoreSlim(options.Parallelism);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.Dispose();
        _slots.Dispose();
        _stop.Dispose();
    }

    /// <inheritdoc cref="CopyAsync(Descriptor, IReadOnlyList{string}, IReadOnlyList{CopiedReferrer}, CancellationToken)"/>
    public Task<IReadOnlyList<string>> CopyAsync(Descriptor root, IReadOnlyList<string> tags, CancellationToken cancellation) =>
        CopyAsync(root, tags, [], cancellation);

    /// <summary>
    /// Copies the root, all content that it names and the referrers, and then gives the root its tags. Success means that the
    /// destination has all of them. If a tag names the root already, the copy does not ask for the content of the root. The first
    /// failure stops the whole copy before it gives a tag.
    /// </summary>
    /// <param name="root">A manifest or an index.</param>
    /// <param name="tags">The tags. Without a tag, the root is pushed by its digest only.</param>
    /// <param name="referrers">
    /// The referrers, in the same source: their subject is the root, a manifest that the root names, or a referrer before them in
    /// the list. The copy puts them after the root and before its tags, so that a client that finds the root by a tag also finds
    /// its referrers.
    /// </param>
    /// <param name="cancellation">Stops the copy.</param>
    /// <returns>The tags that name the root now: all of them, except those that <see cref="TagPolicy.Skip"/> left unchanged.</returns>
    /// <exception cref="OciException">
    /// Content is missing or wrong, or the destination refuses it; or a tag names another digest, and
    /// <see cref="TagPolicy.Fail"/> forbids to change it (<see cref="OciErrorCode.TagExists"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<IReadOnlyList<string>> CopyAsync(
        Descriptor root, IReadOnlyList<string> tags, IReadOnlyList<CopiedReferrer> referrers, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop)
            .ConfigureAwait(false);
        try
        {
            return await CopyRoot(root, tags, referrers).ConfigureAwait(false);
        }
        catch (Exception) when (_firstFailure is not null && !cancellation.IsCancellationRequested)
        {
            // Task.WhenAll throws the first failure in the order of its list. That one may be only a consequence of the real failure.
            _firstFailure.Throw();
            throw;
        }
    }

    private async Task<IReadOnlyList<string>> CopyRoot(
        Descriptor root, IReadOnlyList<string> tags, IReadOnlyList<CopiedReferrer> referrers)
    {
        if (tags.Count == 0)
        {
            var outcome = await CopyOnce(root, depth: 0).ConfigureAwait(false);
            if (outcome == CopyOutcome.Present && _options.AreReferrersKnown) return [];
            await CopyReferrers(referrers, mayExist: outcome == CopyOutcome.Present).ConfigureAwait(false);
            return [];
        }

        var update = new TagUpdate(root, _to, _options.TagPolicy);
        await Try(() => update.ResolveAsync(tags, _stop.Token)).ConfigureAwait(false);
        if (update.Tags.Count == 0) return [];

        var isPresent = update.IsTagged || await Try(() => _to.ExistsAsync(root, _stop.Token)).ConfigureAwait(false);
        if (!isPresent) await CopyAll(await ChildrenOf(root).ConfigureAwait(false), depth: 1).ConfigureAwait(false);
        if (referrers.Count > 0 && !(update.IsTagged && _options.AreReferrersKnown))
        {
            // The root is first put by its digest, because a tag must not name it before its referrers are present.
            if (!isPresent) await InSlot(() => _to.PutAsync(root, _from, _stop.Token)).ConfigureAwait(false);
            await CopyReferrers(referrers, mayExist: update.IsTagged).ConfigureAwait(false);
        }

        _watch.Start(root);
        await Try(() => update.ApplyAsync(_from, _stop.Token)).ConfigureAwait(false);
        if (update.Tags.Count == 0) return [];
        _options.Report(_watch.Done(root, isPresent ? CopyOutcome.Present : CopyOutcome.Copied));
        return update.Tags;
    }

    private Task CopyAll(IReadOnlyList<Descriptor> contents, int depth) => ForEach(contents, content => CopyOnce(content, depth));

    // A second caller awaits the task of the first one, so a parent never overtakes a child that it shares with another parent.
    private Task<CopyOutcome> CopyOnce(Descriptor content, int depth) =>
        _copies.GetOrAdd(content.Digest, _ => new Lazy<Task<CopyOutcome>>(() => Copy(content, depth))).Value;

    private async Task<CopyOutcome> Copy(Descriptor content, int depth)
    {
        var outcome = CopyOutcome.Present;
        var isPresent = await InSlot(() => _to.ExistsAsync(content, _stop.Token)).ConfigureAwait(false);
        if (!isPresent)
        {
            // No slot is held here, because the children need the slots.
            var children = await InSlot(() => ChildrenAt(depth, content)).ConfigureAwait(false);
            await CopyAll(children, depth + 1).ConfigureAwait(false);
            outcome = await InSlot(() => PutAsync(content)).ConfigureAwait(false);
        }

        _options.Report(_watch.Done(content, outcome));
        return outcome;
    }

    private Task<CopyOutcome> PutAsync(Descriptor content)
    {
        _watch.Start(content);
        return _to.PutAsync(content, _from, _stop.Token);
    }

    private Task<IReadOnlyList<Descriptor>> ChildrenAt(int depth, Descriptor content) => depth < DeepestIndex
        ? ChildrenOf(content)
        : throw new OciException(
            OciErrorCode.MalformedContent,
            $"{content.Digest} is in an index of an index, {depth} deep; at most {DeepestIndex} are followed.");

    private Task<IReadOnlyList<Descriptor>> ChildrenOf(Descriptor content) => Try(() => _from.ReadChildrenAsync(content, _stop.Token));

    private async Task<T> InSlot<T>(Func<Task<T>> work)
    {
        await _slots.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            return await Try(work).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private Task Try(Func<Task> work) => Try(async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });

    // The copy reports the first failure. It cancels all other work, so later failures are mostly cancellations.
    private async Task<T> Try<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (Remember(failure))
        {
            throw;
        }
    }

    private bool Remember(Exception failure)
    {
        if (failure is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref _firstFailure, ExceptionDispatchInfo.Capture(failure), null);
        }

        _stop.Cancel();
        return true;
    }
}

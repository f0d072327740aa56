using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>
/// Copies a graph of content from a source to a store: children before parents, each digest once, tags last. One object copies one graph.
/// </summary>
public sealed class ContentCopy : IDisposable
{
    private readonly IContentSource _from;
    private readonly IContentStore _to;
    private readonly ContentCopyOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly ConcurrentDictionary<Digest, Lazy<Task>> _copies = new();
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _firstFailure;

    /// <summary>Prepares a copy; nothing is read yet.</summary>
    public ContentCopy(IContentSource from, IContentStore to, ContentCopyOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, nameof(options));
        _from = from;
        _to = to;
        _options = options;
        _slots = new SemaphoreSlim(options.Parallelism);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _stop.Dispose();
    }

    /// <summary>
    /// Makes the root and all that it names present, and gives it the tags. Success means that the destination has it all. Where a tag names
    /// the root already, its content is not asked for. The first failure stops what is under way, and no tag is given.
    /// </summary>
    /// <exception cref="OciException">Content is missing or wrong, or the destination refuses it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task CopyAsync(Descriptor root, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop)
            .ConfigureAwait(false);
        try
        {
            await CopyRoot(root, tags).ConfigureAwait(false);
        }
        catch (Exception) when (_firstFailure is not null && !cancellation.IsCancellationRequested)
        {
            // Not the one that happens to stand first among those that were under way.
            _firstFailure.Throw();
        }
    }

    private async Task CopyRoot(Descriptor root, IReadOnlyList<string> tags)
    {
        var missing = await TagsThatNameAnotherThan(root, tags).ConfigureAwait(false);
        if (tags.Count == 0)
        {
            await CopyOnce(root).ConfigureAwait(false);
            return;
        }

        var isPresent = missing.Count < tags.Count || await Try(() => _to.ExistsAsync(root, _stop.Token)).ConfigureAwait(false);
        if (!isPresent) await CopyAll(await ChildrenOf(root).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var tag in missing)
        {
            await Try(() => _to.TagAsync(root, _from, tag, _stop.Token)).ConfigureAwait(false);
        }

        _options.Report(new CopyEvent(root, isPresent ? CopyOutcome.Present : CopyOutcome.Copied));
    }

    private async Task<IReadOnlyList<string>> TagsThatNameAnotherThan(Descriptor root, IReadOnlyList<string> tags)
    {
        if (_to is not ITagResolver resolver) return tags;
        var missing = new List<string>();
        foreach (var tag in tags)
        {
            var named = await Try(() => resolver.ResolveAsync(tag, _stop.Token)).ConfigureAwait(false);
            if (named?.Digest != root.Digest) missing.Add(tag);
        }

        return missing;
    }

    private async Task CopyAll(IReadOnlyList<Descriptor> contents)
    {
        if (_options.Parallelism > 1)
        {
            await Task.WhenAll(contents.Select(CopyOnce)).ConfigureAwait(false);
            return;
        }

        foreach (var content in contents)
        {
            await CopyOnce(content).ConfigureAwait(false);
        }
    }

    // Whoever asks second awaits the first one's task, so a parent never overtakes a child that it shares with another.
    private Task CopyOnce(Descriptor content) =>
        _copies.GetOrAdd(content.Digest, _ => new Lazy<Task>(() => Copy(content))).Value;

    private async Task Copy(Descriptor content)
    {
        var isPresent = await InSlot(() => _to.ExistsAsync(content, _stop.Token)).ConfigureAwait(false);
        if (!isPresent)
        {
            // No slot is held here: the children need them.
            await CopyAll(await InSlot(() => ChildrenOf(content)).ConfigureAwait(false)).ConfigureAwait(false);
            await InSlot(() => _to.PutAsync(content, _from, _stop.Token)).ConfigureAwait(false);
        }

        _options.Report(new CopyEvent(content, isPresent ? CopyOutcome.Present : CopyOutcome.Copied));
    }

    private Task<IReadOnlyList<Descriptor>> ChildrenOf(Descriptor content) => Try(() => _from.ReadChildrenAsync(content, _stop.Token));

    private Task InSlot(Func<Task> work) => InSlot(async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });

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

    // The first failure is the one to tell of; those that it causes elsewhere are cancellations.
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
        if (failure is not OperationCanceledException) Interlocked.CompareExchange(ref _firstFailure, ExceptionDispatchInfo.Capture(failure), null);
        _stop.Cancel();
        return true;
    }
}

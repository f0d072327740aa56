using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>A memory store that records its calls. A test can delay calls or make them fail.</summary>
internal sealed class WatchedStore(MemoryStore inner) : IContentStore, ITagResolver
{
    internal const string Exists = "exists", Open = "open", Put = "put", Tag = "tag", Resolve = "resolve";

    private readonly ConcurrentQueue<StoreCall> _calls = new();

    internal MemoryStore Inner => inner;

    /// <summary>Runs before each call reaches the store.</summary>
    internal Func<StoreCall, Task> Before { get; init; } = static _ => Task.CompletedTask;

    internal IReadOnlyList<StoreCall> Calls => [.. _calls];

    /// <summary>The digests of all calls of the verb, in order.</summary>
    internal IReadOnlyList<Digest> ContentsOf(string verb) =>
        [.. _calls.Where(call => call.Verb == verb).Select(call => call.Content!.Digest)];

    internal IReadOnlyList<string> TagsOf(string verb) => [.. _calls.Where(call => call.Verb == verb).Select(call => call.Tag!)];

    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation)
    {
        await NoteAsync(new StoreCall(Exists, content, null, cancellation));
        return await inner.ExistsAsync(content, cancellation);
    }

    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        await NoteAsync(new StoreCall(Open, content, null, cancellation));
        return await inner.OpenAsync(content, cancellation);
    }

    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        await NoteAsync(new StoreCall(Put, content, null, cancellation));
        return await inner.PutAsync(content, from, cancellation);
    }

    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        await NoteAsync(new StoreCall(Tag, root, tag, cancellation));
        await inner.TagAsync(root, from, tag, cancellation);
    }

    public async Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation)
    {
        await NoteAsync(new StoreCall(Resolve, null, tag, cancellation));
        return await inner.ResolveAsync(tag, cancellation);
    }

    private Task NoteAsync(StoreCall call)
    {
        _calls.Enqueue(call);
        return Before(call);
    }
}

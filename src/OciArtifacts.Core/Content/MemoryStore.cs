using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A store in memory, for small content and for tests.</summary>
public sealed class MemoryStore : IContentStore, ITagResolver
{
    private readonly ConcurrentDictionary<Digest, byte[]> _contents = new();
    private readonly ConcurrentDictionary<string, Descriptor> _tags = new(StringComparer.Ordinal);

    /// <summary>The tags, and the descriptors that they name.</summary>
    public IReadOnlyDictionary<string, Descriptor> Tags => _tags;

    /// <summary>Adds content.</summary>
    /// <returns>The descriptor of the content.</returns>
    public Descriptor Add(string mediaType, ReadOnlySpan<byte> bytes)
    {
        var content = Descriptor.Of(mediaType, bytes);
        _contents[content.Digest] = bytes.ToArray();
        return content;
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        Task.FromResult(_contents.ContainsKey(content.Digest));

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) =>
        _contents.TryGetValue(content.Digest, out var bytes)
            ? Task.FromResult<Stream>(
                new VerifyingStream(new MemoryStream(bytes, writable: false), content, "Content in memory", OciErrorCode.FileAccess))
            : throw new OciException(OciErrorCode.ContentNotFound, $"{content.Digest} is not in memory.");

    /// <inheritdoc/>
    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        if (_contents.ContainsKey(content.Digest)) return CopyOutcome.Present;
        _contents[content.Digest] = await from.ReadAllAsync(content, int.MaxValue, cancellation).ConfigureAwait(false);
        return CopyOutcome.Copied;
    }

    /// <inheritdoc/>
    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        await PutAsync(root, from, cancellation).ConfigureAwait(false);
        _tags[tag] = root;
    }

    /// <inheritdoc/>
    public Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation) => Task.FromResult(_tags.GetValueOrDefault(tag));
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Reads content from any source, checked whatever the source does.</summary>
public static class ContentReading
{
    /// <summary>The largest manifest that registries have to accept, in bytes (distribution-spec 1.1.1, "Pushing Manifests").</summary>
    public const int LargestManifest = 4 * 1024 * 1024;

    /// <summary>Reads all of the content, which is at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="OciException">It is larger, is not there, or is not what its descriptor says.</exception>
    public static async Task<byte[]> ReadAllAsync(
        this IContentSource source, Descriptor content, int limit, CancellationToken cancellation)
    {
        if (content.Size < 0 || content.Size > limit)
        {
            throw new OciException(OciErrorCode.MalformedContent, $"{content.Digest} has {content.Size} bytes; at most {limit} are read.");
        }

        var stream = await source.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var bytes = new byte[content.Size];
        await stream.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        if (content.Size == 0) await stream.CopyToAsync(Stream.Null, cancellation).ConfigureAwait(false);
        return bytes;
    }

    /// <summary>Opens content so that it is checked once, also where a source of another hand does not check it.</summary>
    public static async Task<Stream> OpenVerifiedAsync(this IContentSource source, Descriptor content, CancellationToken cancellation)
    {
        var stream = await source.OpenAsync(content, cancellation).ConfigureAwait(false);
        return stream is VerifyingStream verified && verified.Verifies(content) ? stream : new VerifyingStream(stream, content, $"The content {content.Digest}", OciErrorCode.FileAccess);
    }

    /// <summary>What the content names itself: the children of a manifest or index, in order; none for other content.</summary>
    /// <remarks>A subject is no child: it is another artifact, to which this one points (image-spec 1.1, manifest.md, "subject").</remarks>
    public static async Task<IReadOnlyList<Descriptor>> ReadChildrenAsync(
        this IContentSource source, Descriptor content, CancellationToken cancellation)
    {
        if (!MediaType.IsManifest(content.MediaType)) return [];
        var bytes = await source.ReadAllAsync(content, LargestManifest, cancellation).ConfigureAwait(false);
        if (MediaType.IsIndex(content.MediaType))
        {
            var index = ImageIndex.Parse(bytes);
            CheckType(content, index.MediaType);
            return index.Manifests;
        }

        var manifest = Manifest.Parse(bytes);
        CheckType(content, manifest.MediaType);
        return [manifest.Config, .. manifest.Layers];
    }

    // What calls itself something else than it is called is read in two ways by two readers (image-spec 1.1, manifest.md, "mediaType").
    private static void CheckType(Descriptor content, string? own)
    {
        if (own is null || own == content.MediaType) return;
        throw new OciException(OciErrorCode.MalformedContent, $"{content.Digest} is described as {content.MediaType}, but calls itself {MediaType.Shown(own)}.");
    }
}

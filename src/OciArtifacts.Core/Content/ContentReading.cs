using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Reads content from any source and verifies it (image-spec 1.1, descriptor.md, "Verification").</summary>
public static class ContentReading
{
    /// <summary>The largest manifest that registries have to accept, in bytes (distribution-spec 1.1.1, "Pushing Manifests").</summary>
    public const int LargestManifest = 4 * 1024 * 1024;

    /// <summary>Reads all of the content into memory. Success means that size and digest are right.</summary>
    /// <param name="source">The source.</param>
    /// <param name="content">The descriptor of the content.</param>
    /// <param name="limit">The largest permitted size, in bytes.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">
    /// The content is larger (<see cref="OciErrorCode.MalformedContent"/>), is missing
    /// (<see cref="OciErrorCode.ContentNotFound"/>), or does not match its descriptor
    /// (<see cref="OciErrorCode.ContentMismatch"/>).
    /// </exception>
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

    /// <summary>
    /// Opens content as a stream that verifies it. A stream that a source already verifies is not verified twice.
    /// </summary>
    /// <exception cref="OciException">
    /// The content is missing (<see cref="OciErrorCode.ContentNotFound"/>) or cannot be read.
    /// </exception>
    public static async Task<Stream> OpenVerifiedAsync(this IContentSource source, Descriptor content, CancellationToken cancellation)
    {
        var stream = await source.OpenAsync(content, cancellation).ConfigureAwait(false);
        return stream is VerifyingStream verified && verified.Verifies(content)
            ? stream
            : new VerifyingStream(stream, content, $"The content {content.Digest}", OciErrorCode.FileAccess);
    }

    /// <summary>
    /// Reads the children of a manifest (config and layers) or of an index (manifests), in order. Other content has no children.
    /// </summary>
    /// <remarks>The subject is not a child: it is another artifact (image-spec 1.1, manifest.md, "subject").</remarks>
    /// <exception cref="OciException">
    /// The content is missing, wrong, larger than 4 MiB, or not a valid manifest or index.
    /// </exception>
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

    // If the media types differ, two clients could read the content in two ways (image-spec 1.1, manifest.md, "mediaType").
    private static void CheckType(Descriptor content, string? own)
    {
        if (own is null || own == content.MediaType) return;
        throw new OciException(
            OciErrorCode.MalformedContent,
            $"{content.Digest} is described as {content.MediaType}, but calls itself {MediaType.Shown(own)}.");
    }
}

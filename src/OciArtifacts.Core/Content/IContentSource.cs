using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Content that can be read: a registry repository, a layout, an archive, memory or a packed build. Safe for parallel calls.</summary>
public interface IContentSource
{
    /// <summary>Whether the content is there. For a manifest that implies the content that it names.</summary>
    /// <exception cref="OciException">The source cannot be asked.</exception>
    Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation);

    /// <summary>
    /// Opens the content from its start; the caller disposes the stream, and may open again. Reading fails with
    /// <see cref="OciErrorCode.ContentMismatch"/> before the last byte is handed out where the bytes are not those that the descriptor says:
    /// who has read to the end has read the right content.
    /// </summary>
    /// <exception cref="OciException">The content is not there (<see cref="OciErrorCode.ContentNotFound"/>), or cannot be read.</exception>
    Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation);
}

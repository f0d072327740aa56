using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>
/// A source of content: a registry repository, a layout, an archive, memory or a packed artifact. Safe for parallel calls.
/// </summary>
public interface IContentSource
{
    /// <summary>Whether the source has the content. If it has a manifest, it also has the content that the manifest names.</summary>
    /// <exception cref="OciException">The source cannot be asked.</exception>
    Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation);

    /// <summary>
    /// Opens the content from its start. The caller disposes the stream, and can open the content again. If the bytes do not match
    /// the descriptor, reading fails with <see cref="OciErrorCode.ContentMismatch"/> before it returns the last byte: a caller that
    /// has read to the end has the right content.
    /// </summary>
    /// <exception cref="OciException">
    /// The content is missing (<see cref="OciErrorCode.ContentNotFound"/>) or cannot be read.
    /// </exception>
    Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation);
}

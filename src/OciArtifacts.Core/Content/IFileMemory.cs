using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Remembers the digests of files, so that unchanged files are not read again. Safe for parallel calls.</summary>
internal interface IFileMemory
{
    /// <summary>Whether the file has this sha256 digest. A file whose digest is not remembered is read.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="digest">The sha256 digest.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns><see langword="false"/> for another digest, and for a file that is missing or cannot be read.</returns>
    bool Has(string path, Digest digest, CancellationToken cancellation);

    /// <summary>
    /// Records a file that the run wrote, or found with the content that it would have written. If the content differs later,
    /// the next run treats that as a change.
    /// </summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="digest">The sha256 digest of its content.</param>
    void TrackOutput(string path, Digest digest);
}

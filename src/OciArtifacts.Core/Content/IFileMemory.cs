using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Remembers what files contain, so that those that have not changed need not be read. Safe for parallel calls.</summary>
internal interface IFileMemory
{
    /// <summary>Whether the file has this sha256 digest: as it is remembered, or as reading it finds out.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="digest">The sha256 digest.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <returns><see langword="false"/> also for a file that is not there or cannot be read.</returns>
    bool Has(string path, Digest digest, CancellationToken cancellation);

    /// <summary>Notes the digest of a file that was just written.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="digest">The sha256 digest of what was written.</param>
    void TrackOutput(string path, Digest digest);
}

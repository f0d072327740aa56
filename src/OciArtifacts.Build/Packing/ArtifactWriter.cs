using System.Text;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Packing;

/// <summary>Writes a packed artifact to the image layout and the archive that the project sets.</summary>
/// <param name="settings">The settings of the packing.</param>
/// <param name="cache">Remembers the written files, so that the next run sees when one of them has changed.</param>
/// <param name="last">The result of the last run, or <see langword="null"/>.</param>
internal sealed class ArtifactWriter(PackSettings settings, DigestCache cache, PackRecord? last)
{
    /// <exception cref="OciException">
    /// The path holds something other than a layout or an archive, or a file cannot be written.
    /// </exception>
    internal async Task WriteAsync(PackedArtifact artifact, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var root = Path.Combine(settings.WorkFolder, "manifest.json");
        AtomicFile.WriteAllBytes(root, await artifact.ReadManifestAsync(artifact.Root, cancellation).ConfigureAwait(false));
        cache.TrackOutput(root, cancellation);
        if (settings.LayoutDirectory.Length > 0) await WriteLayoutAsync(artifact, tags, cancellation).ConfigureAwait(false);
        if (settings.ArchivePath.Length > 0) await WriteArchiveAsync(artifact, tags, cancellation).ConfigureAwait(false);
    }

    private async Task WriteLayoutAsync(PackedArtifact artifact, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var layout = new LayoutDirectory(settings.LayoutDirectory) { Memory = cache };
        layout.Check();

        // CleanOciArtifact reads this file: it deletes only a layout that was not there before this project packed.
        if (settings.LayoutDirectory == settings.DefaultLayoutDirectory && !layout.IsMarked)
        {
            AtomicFile.WriteAllBytes(Path.Combine(settings.WorkFolder, "layout.made"), Encoding.UTF8.GetBytes(settings.LayoutDirectory));
        }

        using var copy = new ContentCopy(artifact, layout, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, tags, artifact.CopiedReferrers, cancellation).ConfigureAwait(false);
        if (tags.Count == 0) await layout.ListAsync(artifact.Root, Replaced(), cancellation).ConfigureAwait(false);
        foreach (var (path, digest) in await layout.ReadHeadAsync(cancellation).ConfigureAwait(false)) cache.TrackOutput(path, digest);
    }

    // Without a tag, nothing tells a reader which of two roots is the current one.
    private IReadOnlyCollection<Digest> Replaced() => last?.LayoutDirectory == settings.LayoutDirectory
        ? [last.Root.Digest, .. last.Referrers.Select(referrer => referrer.Content.Digest)]
        : [];

    private async Task WriteArchiveAsync(PackedArtifact artifact, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var archive = LayoutArchive.Create(settings.ArchivePath);
        await using (archive.ConfigureAwait(false))
        {
            // The content is written one after the other, so that the same artifact gives the same archive.
            using var copy = new ContentCopy(artifact, archive, new ContentCopyOptions { Parallelism = 1 });
            await copy.CopyAsync(artifact.Root, tags, artifact.CopiedReferrers, cancellation).ConfigureAwait(false);
            if (tags.Count == 0) archive.List(artifact.Root);
            await archive.CompleteAsync(cancellation).ConfigureAwait(false);
        }

        cache.TrackOutput(settings.ArchivePath, cancellation);
    }
}

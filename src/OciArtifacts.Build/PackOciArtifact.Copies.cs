using System.Text;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

// What is packed is copied to a layout and to an archive.
public sealed partial class PackOciArtifact
{
    // What the target CleanOciArtifact reads: it deletes no layout that was there before this project packed.
    private string MadeLayoutFile => Path.Combine(WorkFolder, "layout.made");

    private async Task CopyToLayoutAsync(PackedArtifact artifact, IReadOnlyList<string> tags, DigestCache cache, CancellationToken cancellation)
    {
        var layout = new LayoutDirectory(LayoutDirectory) { Memory = cache };
        layout.Check();
        if (LayoutDirectory == DefaultLayoutDirectory && !layout.IsMarked) AtomicFile.WriteAllBytes(MadeLayoutFile, Encoding.UTF8.GetBytes(LayoutDirectory));
        using var copy = new ContentCopy(artifact, layout, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, tags, artifact.Attached, cancellation).ConfigureAwait(false);
        foreach (var (path, digest) in await layout.ReadHeadAsync(cancellation).ConfigureAwait(false)) cache.TrackOutput(path, digest);
    }

    private async Task CopyToArchiveAsync(PackedArtifact artifact, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var archive = LayoutArchive.Create(ArchivePath);
        await using var disposal = archive.ConfigureAwait(false);
        using var copy = new ContentCopy(artifact, archive, new ContentCopyOptions { Parallelism = 1 });
        await copy.CopyAsync(artifact.Root, tags, artifact.Attached, cancellation).ConfigureAwait(false);
        await archive.CompleteAsync(cancellation).ConfigureAwait(false);
    }
}

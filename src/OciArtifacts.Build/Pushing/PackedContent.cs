using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// The packed artifact in a work folder. It is read when content of it is wanted: a registry that has all of it wants none. Then every file is looked at, before the
/// first of them is sent.
/// </summary>
internal sealed class PackedContent(string workFolder) : IContentSource
{
    private readonly Lazy<PackedArtifact> _artifact = new(() => Load(workFolder));

    /// <summary>The artifact.</summary>
    /// <exception cref="OciException">It cannot be read, or a file has changed since it was packed.</exception>
    internal PackedArtifact Artifact => _artifact.Value;

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Artifact.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => Artifact.OpenAsync(content, cancellation);

    private static PackedArtifact Load(string workFolder)
    {
        var artifact = new PackedArtifactFolder(workFolder).Load();
        artifact.CheckFiles();
        return artifact;
    }
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// The content of a <see cref="PackRecord"/>. It is opened when the copy reads from it: a registry that has everything already reads nothing.
/// Then all files are checked, before the first of them is sent.
/// </summary>
/// <param name="record">What was packed.</param>
/// <param name="openPlace">Opens the repository of an entry that was published.</param>
internal sealed class RecordedContent(PackRecord record, Func<string, IContentSource> openPlace) : IForwardingSource
{
    private readonly Lazy<PackedArtifact> _artifact = new(() =>
    {
        var artifact = record.Open(openPlace);
        artifact.CheckFiles();
        return artifact;
    });

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => _artifact.Value.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => _artifact.Value.OpenAsync(content, cancellation);

    /// <inheritdoc/>
    public ValueTask<IContentSource> NextAsync(Descriptor content, CancellationToken cancellation) => ValueTask.FromResult<IContentSource>(_artifact.Value);
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// The content of a <see cref="PackRecord"/>. The first use opens it and checks all files, before any of them is sent.
/// Where the registry has all content already, no file is opened.
/// </summary>
/// <param name="record">The record of the packed artifact.</param>
/// <param name="openPlace">Opens the repository of a published index entry.</param>
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
    public ValueTask<IContentSource> NextAsync(Descriptor content, CancellationToken cancellation) =>
        ValueTask.FromResult<IContentSource>(_artifact.Value);
}

using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Incremental;

/// <summary>
/// The inputs, the findings and the result of the last packing. While the inputs stay the same, the packing is not
/// repeated.
/// </summary>
/// <param name="Key">The key of the parameters of the task.</param>
/// <param name="Files">
/// The fingerprint of the digest cache of the same run. After another run, the cache has another fingerprint.
/// </param>
/// <param name="Record">The record of the packed artifact.</param>
internal sealed record PackReceipt(Digest Key, Digest Files, PackRecord Record)
{
    /// <summary>The folders whose files were listed.</summary>
    internal IReadOnlyList<ListedFolder> Folders { get; init; } = [];

    /// <summary>The findings of the checks. Each run reports them again.</summary>
    internal IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>
    /// Whether a new packing would have the same result: the parameters, the files in all folders and their content are
    /// unchanged.
    /// </summary>
    internal bool IsCurrent(Digest key, DigestCache cache, FolderFiles folders, CancellationToken cancellation) =>
        Key == key && Files == cache.Fingerprint && Folders.All(folders.IsAsListed) && cache.IsCurrent(cancellation);

    /// <summary>Saves the cache of a run that found everything unchanged.</summary>
    /// <returns>The receipt of that run; this receipt where it would be the same.</returns>
    internal PackReceipt Unchanged(DigestCache cache)
    {
        var files = cache.Save();
        if (files == Files && Record.IsUnchanged && Record.BytesHashed == cache.BytesRead) return this;
        return this with { Files = files, Record = Record.Unchanged(cache.BytesRead) };
    }

    /// <summary>Reads or writes the fields of a receipt.</summary>
    internal static PackReceipt Exchange(FieldStream fields, PackReceipt? receipt) => new(
        fields.Digest(receipt?.Key), fields.Digest(receipt?.Files), PackRecord.Exchange(fields, receipt?.Record))
    {
        Folders = fields.List<ListedFolder>(receipt?.Folders, static (fields, folder) => new ListedFolder(
            fields.Text(folder?.Path), fields.Digest(folder?.Files), fields.Flag(folder?.TakesAll ?? false))),
        Findings = fields.List<Finding>(receipt?.Findings, static (fields, finding) => new Finding(
            (OciErrorCode)fields.Number((long?)finding?.Code ?? 0),
            (FindingSeverity)fields.Number((long?)finding?.Severity ?? 0),
            fields.Text(finding?.Message))
        {
            Remedy = (Remedy)fields.Number((long?)finding?.Remedy ?? 0),
        }),
    };
}

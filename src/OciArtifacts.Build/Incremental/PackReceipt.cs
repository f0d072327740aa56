using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Incremental;

/// <summary>The last packing: its inputs, what it found, and what it made. While the inputs stay the same, the packing is not repeated.</summary>
/// <param name="Key">The key of everything that the task was told.</param>
/// <param name="Files">The fingerprint of the digest cache that belongs to it. Another fingerprint is that of another run.</param>
/// <param name="Record">What was packed.</param>
internal sealed record PackReceipt(Digest Key, Digest Files, PackRecord Record)
{
    /// <summary>The folders that were listed.</summary>
    internal IReadOnlyList<ListedFolder> Folders { get; init; } = [];

    /// <summary>What the checks found: each run reports it again.</summary>
    internal IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether a packing would make the same again: the same inputs, the same files in all folders, and unchanged content.</summary>
    internal bool IsCurrent(Digest key, DigestCache cache, FolderFiles folders, CancellationToken cancellation) =>
        Key == key && Files == cache.Fingerprint && Folders.All(folders.IsAsListed) && cache.IsCurrent(cancellation);

    /// <summary>The receipt after a run that found everything unchanged, and saved the cache; this one where nothing in it is new.</summary>
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
            (OciErrorCode)fields.Number((long?)finding?.Code ?? 0), (FindingSeverity)fields.Number((long?)finding?.Severity ?? 0), fields.Text(finding?.Message))
        {
            Remedy = (Remedy)fields.Number((long?)finding?.Remedy ?? 0),
        }),
    };
}

using OciArtifacts.Build.Reporting;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Incremental;

/// <summary>What was pushed last, and where to.</summary>
/// <param name="Wanted">The tags that were asked for.</param>
/// <param name="Report">What was made of it, with the registry, the repository and the tags that were given.</param>
/// <param name="Attached">The manifests that went along.</param>
internal sealed record PushReceipt(IReadOnlyList<string> Wanted, ArtifactReport Report, IReadOnlyList<Digest> Attached)
{
    /// <summary>The report of a push that finds all of it there, as it is written.</summary>
    internal ReadOnlyMemory<byte> UnchangedReport { get; init; }

    /// <summary>Whether a push of that would be the same again.</summary>
    internal bool IsOf(PackReceipt packed) => Report.Pushed
        && Report.Digest == packed.Report.Digest
        && Report.Registry == packed.Report.Registry
        && Report.Repository == packed.Report.Repository
        && Wanted.SequenceEqual(packed.Report.Tags, StringComparer.Ordinal)
        && Report.Tags.SequenceEqual(packed.Report.Tags, StringComparer.Ordinal)
        && Attached.Count == packed.Attached.Count
        && !packed.Attached.Where((content, i) => content.Digest != Attached[i]).Any();
}

using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Incremental;

/// <summary>What the last packing was told, what it depended on and what it made. As long as the first two hold, the third need not be made again.</summary>
/// <param name="Key">What the task was told (<see cref="InputKey"/>).</param>
/// <param name="Files">The identity of the memory of files that belongs to it; another one is of another run.</param>
/// <param name="Report">What was made.</param>
internal sealed record PackReceipt(Digest Key, Digest Files, ArtifactReport Report)
{
    /// <summary>The folders that were listed.</summary>
    internal IReadOnlyList<ListedFolder> Folders { get; init; } = [];

    /// <summary>What checks found: it is said again each time.</summary>
    internal IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The manifests that are attached.</summary>
    internal IReadOnlyList<Descriptor> Attached { get; init; } = [];

    /// <summary>Whether the run that left it had found everything unchanged.</summary>
    internal bool IsUnchanged { get; init; }

    /// <summary>The report of a run that finds all this unchanged, as it is written: what nobody reads need not be made again.</summary>
    internal ReadOnlyMemory<byte> UnchangedReport { get; init; }

    /// <summary>What <see cref="UnchangedReport"/> says of the bytes that were read.</summary>
    internal long UnchangedBytesHashed => IsUnchanged ? Report.BytesHashed : 0;

    /// <summary>What tags name.</summary>
    internal Descriptor Root => new(Report.MediaType, Digest.Parse(Report.Digest), Report.Size);
}

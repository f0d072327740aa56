using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Reporting;

/// <summary>The outcome of a push.</summary>
/// <param name="Pushed">Whether the registry has the artifact, under its tags or, without tags, by its digest.</param>
/// <param name="Tags">The tags that name the artifact now.</param>
internal sealed record PushOutcome(bool Pushed, IReadOnlyList<string> Tags)
{
    /// <summary>The outcome of one content; <see langword="null"/> for content that the push did not check.</summary>
    internal Func<Digest, CopyOutcome?> OutcomeOf { get; init; } = static _ => CopyOutcome.Present;

    /// <summary>How many bytes of content were uploaded.</summary>
    internal long BytesUploaded { get; init; }

    /// <summary>How many requests were sent.</summary>
    internal long Requests { get; init; }

    /// <summary>The word of the report for an outcome.</summary>
    internal static string WordFor(CopyOutcome? outcome) => outcome switch
    {
        CopyOutcome.Copied => "uploaded",
        CopyOutcome.Mounted => "mounted",
        CopyOutcome.Present => "present",
        _ => "none",
    };
}

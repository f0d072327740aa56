using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>
/// Makes referrers of an artifact that was published before, in this order: read the subject, make the referrers, validate them, copy
/// them. The subject itself and its tags stay as they are.
/// </summary>
/// <param name="store">The repository or the layout that has the subject.</param>
/// <param name="workFolder">The folder for what is made, an absolute path.</param>
internal sealed class SubjectRun(IArtifactStore store, string workFolder)
{
    /// <summary>Validates the referrers before they are sent.</summary>
    internal required ArtifactValidation Validation { get; init; }

    /// <summary>Reports the findings of the validation.</summary>
    internal required Action<IReadOnlyList<Finding>> Report { get; init; }

    /// <summary>The options of the copy.</summary>
    internal required ContentCopyOptions Copy { get; init; }

    /// <summary>The store that gets the referrers. It may refuse all changes (<c>-question</c>).</summary>
    internal required IContentStore Target { get; init; }

    /// <returns>The referrers that were made. They are in the store and listed, unless validation found an error.</returns>
    /// <exception cref="OciException">
    /// The store does not have the subject (<see cref="OciErrorCode.ContentNotFound"/>), a referrer cannot be made, or the store refuses
    /// a change.
    /// </exception>
    internal async Task<IReadOnlyList<PackedReferrer>> RunAsync(
        SubjectPlace place, IReadOnlyList<ReferrerPromise> promises, CancellationToken cancellation)
    {
        var (subject, missing) = await new PublishedSubject(store, place).ReadAsync(cancellation).ConfigureAwait(false);
        Report([.. missing.Select(Missing)]);
        var packer = new ArtifactPacker(workFolder);
        var plan = new ManifestPlan(subject.ArtifactType, []) { Referrers = promises };
        var attached = await packer.AttachAsync(subject, plan, cancellation).ConfigureAwait(false);
        var made = attached.Referrers.Skip(subject.Referrers.Count).ToList();
        var findings = await Validation.FindAsync(attached, cancellation).ConfigureAwait(false);
        Report(findings);
        if (findings.Any(finding => finding.Severity == FindingSeverity.Error)) return [];
        using var copy = new ContentCopy(attached, Target, Copy);
        await copy.CopyAsync(subject.Root, [], [.. made.Select(referrer => referrer.Copied)], cancellation).ConfigureAwait(false);
        return made;
    }

    private static Finding Missing(Core.Model.Digest referrer) => new(
        OciErrorCode.ContentNotFound,
        FindingSeverity.Notice,
        $"The referrer {referrer}, which the report names, does not exist any more: it was replaced or deleted. It is left out.");
}

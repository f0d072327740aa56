using System.Text;
using Microsoft.Build.Framework;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Attaches the items <c>OciArtifactReferrer</c> to artifacts that were published before, such as the result of a scanner. Nothing is
/// built.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class AttachOciArtifact : OciSubjectTask
{
    /// <summary>
    /// The text of the index of the images in <see cref="OciSubjectTask.Subject"/>, or empty. The index is the subject then.
    /// </summary>
    public string ImageIndex { get; set; } = "";

    private protected override IReadOnlyList<SubjectPlace> Places()
    {
        var places = base.Places();
        if (ImageIndex.Length == 0) return places;
        var index = Core.Model.Digest.Sha256(Encoding.UTF8.GetBytes(ImageIndex));
        return [new SubjectPlace(index) { Reference = places[0].Reference! with { Digest = index } }];
    }

    private protected override async Task<IReadOnlyList<ReferrerPromise>> PromiseAsync(
        ArtifactTypeCatalog catalog, IReadOnlyList<ReferrerPromise> generated, CancellationToken cancellation)
    {
        var inputs = ReferrerFiles.Of(this);
        if (inputs.Referrers.Count + generated.Count == 0)
        {
            throw new OciException(
                OciErrorCode.InvalidSetting,
                "There is no OciArtifactReferrer, so there is nothing to attach. Add the file, for example a SARIF report.");
        }

        return [.. await new FileReferrers(new TypeReader(catalog), inputs).PlanAsync(cancellation).ConfigureAwait(false), .. generated];
    }
}

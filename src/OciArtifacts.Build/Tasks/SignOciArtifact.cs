using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Signs artifacts that were published before: the root, the entries of an index, and the bills of materials and statements that a
/// report names. Neither sources nor files of the artifact are needed.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class SignOciArtifact : OciSubjectTask
{
    private protected override Task<IReadOnlyList<ReferrerPromise>> PromiseAsync(
        SubjectPlace place, ArtifactTypeCatalog catalog, CancellationToken cancellation)
    {
        if (ReferrerInputs.Signed(this) is not { Signing: not null } signed)
        {
            throw new OciException(
                OciErrorCode.InvalidSetting, "OciArtifactSigningFormat is not set, so nothing is signed. Set it to cosign, notation or both.");
        }

        return System.Threading.Tasks.Task.FromResult(signed.Promise(place.Repository, Setting.ImageSpec(ImageSpec) ?? ImageSpecVersion.V1_1));
    }
}

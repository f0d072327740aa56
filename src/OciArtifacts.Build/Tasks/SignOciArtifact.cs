using Microsoft.Build.Framework;
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
        ArtifactTypeCatalog catalog, IReadOnlyList<ReferrerPromise> generated, CancellationToken cancellation)
    {
        if (generated.Count == 0)
        {
            throw new OciException(
                OciErrorCode.InvalidSetting, "OciArtifactSigningFormat is not set, so nothing is signed. Set it to cosign, notation or both.");
        }

        return System.Threading.Tasks.Task.FromResult(generated);
    }
}

using Microsoft.Build.Framework;
using OciArtifacts.Core.Packing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Checks the settings of signing and reads the key, before another tool pushes what is signed afterwards. Nothing is signed.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckOciArtifactSigning : OciReferrerTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        using var signed = ReferrerInputs.Signed(this);
        signed.Promise(repository: "", ImageSpecVersion.V1_1);
        return Task.CompletedTask;
    }
}

using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>Tests with cosign 2.5, which asks no service in them.</summary>
public abstract class CosignPeerTests : SignatureTests
{
    private protected const string Cosign = "cosign";

    private protected async Task CosignAsync(params string[] arguments) => (await RunCosignAsync(arguments)).MustSucceed();

    private protected async Task<ProcessResult> RunCosignAsync(string[] arguments)
    {
        var command = new ProcessCommand(Cosign, arguments)
        {
            WorkingDirectory = NewFolder().Path,
            Environment = new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = "", ["HOME"] = NewFolder().Path },
        };
        return await ProcessRunner.RunAsync(command, Cancellation);
    }
}

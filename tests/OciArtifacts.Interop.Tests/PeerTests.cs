using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// Tests with other programs. If a program is missing, the test fails in CI, and is inconclusive elsewhere.
/// </summary>
public abstract class PeerTests : SampleTests
{
    private protected const string Oras = "oras";
    private protected const string Skopeo = "skopeo";

    private readonly List<WorkFolder> _folders = [];

    [TestCleanup]
    public void DeleteFolders()
    {
        foreach (var folder in _folders) folder.Dispose();
    }

    private protected static void Need(params string[] programs)
    {
        if (Peer.Missing(programs) is not { } missing) return;
        if (Peer.InCi) Assert.Fail(missing);
        Assert.Inconclusive(missing);
    }

    /// <summary>The registry of Docker with two samples, shared by all tests.</summary>
    private protected async Task<PushedSamples> PushedAsync(params string[] programs)
    {
        Need([DockerRegistry.Program, .. programs]);
        var pushed = await PushedSamples.GetAsync();
        Shared(pushed.App);
        Shared(pushed.Widget);
        return pushed;
    }

    private protected WorkFolder NewFolder()
    {
        var folder = new WorkFolder("peer");
        _folders.Add(folder);
        return folder;
    }

    /// <summary>Runs a program, asserts that it succeeds, and returns its unchanged output.</summary>
    private protected async Task<string> RunAsync(string program, params string[] arguments)
    {
        var command = new ProcessCommand(program, arguments) { WorkingDirectory = NewFolder().Path };
        return (await ProcessRunner.RunAsync(command, TestContext.CancellationToken)).MustSucceed().Output;
    }
}

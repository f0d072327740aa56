using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>Tests with other people's programs. A program that is missing makes the test inconclusive on a desk, and fails it in CI.</summary>
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

    /// <summary>What all tests share: a registry of Docker with two samples in it.</summary>
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

    /// <summary>Runs a program, which has to succeed, and returns what it printed, byte for byte as far as it is text.</summary>
    private protected async Task<string> RunAsync(string program, params string[] arguments)
    {
        var command = new ProcessCommand(program, arguments) { WorkingDirectory = NewFolder().Path };
        return (await ProcessRunner.RunAsync(command, TestContext.CancellationToken)).MustSucceed().Output;
    }
}

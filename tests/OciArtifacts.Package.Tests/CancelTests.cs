using System.Diagnostics;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Ctrl+C during a publish.</summary>
[TestClass]
public sealed class CancelTests : SampleTests
{
    private const long Large = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AFewSeconds = TimeSpan.FromSeconds(5);

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_push_that_is_interrupted_ends_soon_without_success_and_without_a_tag()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            KeepBlobBytes = false,
            Fault = request => IsLarge(request) ? new FaultAnswer { Stall = true } : null,
        });
        var sample = await NewAsync("Large", ProjectFile.Library(
            "net10.0", ProjectFile.Reference, """<ItemGroup><OciArtifactFile Include="large.bin" /></ItemGroup>"""));
        sample.InOwnProcess = true;
        SparseFile.Create(sample["large.bin"], Large);
        var publish = sample.TryPublishAsync(
            $"-p:OciArtifactRegistry={registry.Host}",
            "-p:OciArtifactIncludePublishOutput=false",
            "-p:OciArtifactType=application/vnd.contoso.large.v1");
        await UntilAsync(() => publish.IsCompleted || registry.Requests.Any(IsLarge));
        Assert.IsFalse(publish.IsCompleted, "It ended before the upload.");

        var watch = Stopwatch.StartNew();
        await ProcessTree.InterruptAsync(ProcessTree.ChildWith(sample.Root));

        // The registry stops at the end of this test, so a process that ignored the signal would fail.
        var build = await publish.WaitAsync(Patience, TestContext.CancellationToken);
        Assert.IsLessThan(AFewSeconds, watch.Elapsed);
        Assert.AreNotEqual(0, build.ExitCode);
        Assert.DoesNotContain("   at ", build.All);
        Assert.DoesNotContain(": error", build.All);
        Assert.IsEmpty(registry.Tags("large"));
    }

    private static bool IsLarge(RecordedRequest request) =>
        request.Method is "PUT" or "PATCH"
        && request.Path.Contains("/blobs/uploads/", StringComparison.Ordinal)
        && request.ContentLength is null or > 1024;

    private async Task UntilAsync(Func<bool> happened)
    {
        var watch = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.IsLessThan(Patience, watch.Elapsed);
            await Task.Delay(50, TestContext.CancellationToken);
        }
    }
}

using System.Diagnostics;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Ctrl+C in the middle of an upload in chunks.</summary>
[TestClass]
public sealed class CancelChunkTests : SampleTests
{
    private const int Chunk = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AFewSeconds = TimeSpan.FromSeconds(5);

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task An_upload_in_chunks_that_is_interrupted_ends_soon_and_is_given_up()
    {
        var chunks = 0;
        var isStalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request =>
            {
                if (request.Method != "PATCH" || Interlocked.Increment(ref chunks) < 3) return null;
                isStalled.TrySetResult();
                return new FaultAnswer { StallRequestBodyAfter = 1000 };
            },
        });
        var sample = await NewAsync("Large", ProjectFile.Library(
            "net10.0", ProjectFile.Reference, """<ItemGroup><OciArtifactFile Include="large.bin" /></ItemGroup>"""));
        sample.InOwnProcess = true;
        SparseFile.Create(sample["large.bin"], 8 * Chunk);
        var publish = sample.TryPublishAsync(
            $"-p:OciArtifactRegistry={registry.Host}",
            $"-p:OciArtifactUploadChunkSize={Chunk}",
            "-p:OciArtifactIncludePublishOutput=false",
            "-p:OciArtifactType=application/vnd.contoso.large.v1");
        await Task.WhenAny(publish, isStalled.Task);
        Assert.IsFalse(publish.IsCompleted, "It ended before the upload.");

        var watch = Stopwatch.StartNew();
        await ProcessTree.InterruptAsync(ProcessTree.ChildWith(sample.Root));
        var build = await publish.WaitAsync(Patience, TestContext.CancellationToken);
        Assert.IsLessThan(AFewSeconds, watch.Elapsed);
        Assert.AreNotEqual(0, build.ExitCode);
        Assert.DoesNotContain("   at ", build.All);
        Assert.DoesNotContain(": error", build.All);
        Assert.HasCount(1, registry.Requests.Where(request => request.Method == "DELETE"), "The registry was not told.");
        Assert.AreEqual(3, chunks);
        Assert.IsEmpty(registry.Tags("large"));
    }
}

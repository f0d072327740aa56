using System.Collections.Concurrent;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>A push needs as much memory for a large file as for a small one.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MemoryTests : SampleTests
{
    private const long Large = 5L << 30;
    private const long Limit = 300_000_000;

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_file_of_five_gibibytes_is_pushed_with_less_than_300_megabytes()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { KeepBlobBytes = false, OnlySha256 = true });
        var sample = await NewAsync("Huge", ProjectFile.Library(
            "net10.0", ProjectFile.Reference, """<ItemGroup><OciArtifactFile Include="huge.bin" /></ItemGroup>"""));
        sample.InOwnProcess = true;
        SparseFile.Create(sample["huge.bin"], Large);

        // The compiler server is a separate process, and its memory would be counted too.
        await sample.RunAsync("build", "-c", "Release");
        var publish = sample.PublishAsync(
            "--no-build",
            $"-p:OciArtifactRegistry={registry.Host}",
            "-p:OciArtifactIncludePublishOutput=false",
            "-p:OciArtifactType=application/vnd.contoso.huge.v1");
        var peaks = await WatchAsync(sample, publish);
        await publish;

        var layer = PushedLayer(registry);
        Assert.AreEqual((Large, Large), (layer.Size, registry.BlobSize("huge", layer.Digest)));
        var peak = peaks.Values.Sum();
        TestContext.WriteLine($"{peak / 1_000_000} MB in {peaks.Count} processes");
        Assert.IsGreaterThan(10_000_000, peak);
        Assert.IsLessThan(Limit, peak);
    }

    private static OciDescriptor PushedLayer(TestRegistry registry)
    {
        Assert.IsTrue(registry.TryGetManifest("huge", "1.0.0", out var bytes, out _));
        return OciManifest.Parse(bytes).Layers.Single();
    }

    // The sum of the peaks of all processes, although the peaks need not be at the same time.
    private async Task<IReadOnlyDictionary<int, long>> WatchAsync(SampleProject sample, Task publish)
    {
        var peaks = new ConcurrentDictionary<int, long>();
        var id = ProcessTree.ChildWith(sample.Root);
        while (!publish.IsCompleted)
        {
            foreach (var (process, peak) in ProcessTree.PeaksOf(id))
            {
                peaks.AddOrUpdate(process, peak, (_, before) => Math.Max(before, peak));
            }

            await Task.WhenAny(publish, Task.Delay(50, TestContext.CancellationToken));
        }

        return peaks;
    }
}

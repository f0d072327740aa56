using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// The first publish packs the layers of packages while the project is built. The layers are the same as without that.
/// </summary>
[TestClass]
public sealed class PackedAheadTests : SampleTests
{
    private const string Ahead = "packed while the project was built";

    [TestMethod]
    public async Task A_first_publish_of_a_self_contained_app_takes_over_what_was_packed_while_it_was_built()
    {
        using var sample = await CopyOfAsync("SelfContainedApp");
        var first = await sample.PublishAsync("-v:n");
        Assert.AreSequenceEqual(["runtime"], LayersAhead(first));
        Assert.IsEmpty(Directory.GetFiles(sample.WorkOfPackage, "ahead*", SearchOption.AllDirectories));
        var digest = sample.Report.Digest;

        // Known layers are not packed early.
        Assert.IsEmpty(LayersAhead(await sample.PublishAsync("-v:n", "--no-restore")));
        Directory.Delete(sample.WorkOfPackage, recursive: true);
        Assert.IsEmpty(LayersAhead(await sample.PublishAsync("-v:n", "--no-restore", "-p:_OciArtifactAhead=false")));
        Assert.AreEqual(digest, sample.Report.Digest);
    }

    private static IEnumerable<string> LayersAhead(BuildResult build) =>
        build.Lines.Where(line => line.EndsWith(Ahead, StringComparison.Ordinal)).Select(line => line.Split(':')[0]);
}

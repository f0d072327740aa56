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
    [DataRow("ConsoleApp", "packages")]
    [DataRow("SelfContainedApp", "runtime")]
    public async Task A_first_publish_takes_over_what_was_packed_while_it_was_built(string name, string layer)
    {
        using var sample = await CopyOfAsync(name);
        var first = await sample.PublishAsync("-v:n");
        Assert.AreSequenceEqual([layer], LayersAhead(first));
        Assert.IsEmpty(Directory.GetFiles(sample.WorkOfPackage, "ahead*", SearchOption.AllDirectories));
        var digest = sample.Report.Digest;

        // Known layers are not packed early.
        Assert.IsEmpty(LayersAhead(await sample.PublishAsync("-v:n", "--no-restore")));
        Directory.Delete(sample.WorkOfPackage, recursive: true);
        Assert.IsEmpty(LayersAhead(await sample.PublishAsync("-v:n", "--no-restore", "-p:_OciArtifactAhead=false")));
        Assert.AreEqual(digest, sample.Report.Digest);
    }

    [TestMethod]
    [DataRow("-p:OciArtifactLayering=Single")]
    [DataRow("-p:PublishReadyToRun=true")]
    [DataRow("-p:PublishOciArtifact=false")]
    [DataRow("-p:OciArtifactType=application/vnd.contoso.widget.v1")]
    public async Task Nothing_is_begun_where_layers_will_be_others(string property)
    {
        using var sample = await CopyOfAsync("ConsoleApp");
        var build = await sample.PublishAsync("-v:n", property);
        Assert.IsEmpty(LayersAhead(build));
        Assert.DoesNotContain("_PackPackageLayersEarly", build.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> LayersAhead(BuildResult build) =>
        build.Lines.Where(line => line.EndsWith(Ahead, StringComparison.Ordinal)).Select(line => line.Split(':')[0]);
}

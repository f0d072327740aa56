using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;
using static OciArtifacts.Build.Tests.SupplyChain.SbomTests;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>The SBOM of an index names its entries, and the SBOM of each.</summary>
[TestClass]
public sealed class IndexSbomTests
{
    [TestMethod]
    public void The_SBOM_of_an_inner_build_goes_along_and_is_named()
    {
        using var linux = Part("linux-x64", "spdx;cyclonedx");
        using var windows = Part("win-x64", "spdx;cyclonedx");
        using var index = Index("spdx;cyclonedx", linux, windows);
        index.Pack();
        var referrers = index.Record.Referrers;
        Assert.HasCount(6, referrers);
        Assert.HasCount(2, referrers.Where(referrer => referrer.Subject.ToString() == index.Task.Digest));
        var spdx = RestoredProject.Documents(index.Record, RestoredProject.Spdx)[^1];
        Assert.AreSequenceEqual(
            new[] { linux, windows }.Select(part => Text(part.Documents(RestoredProject.Spdx)[0], "documentNamespace")),
            spdx.GetProperty("externalDocumentRefs").EnumerateArray().Select(one => Text(one, "spdxDocument")));
        var cyclonedx = RestoredProject.Documents(index.Record, RestoredProject.CycloneDx)[^1];
        Assert.AreSequenceEqual(
            new[] { linux, windows }.Select(part => Text(part.Documents(RestoredProject.CycloneDx)[0], "serialNumber")[9..]),
            Components(cyclonedx).Select(one => Text(one.GetProperty("externalReferences")[0], "url")[8..^2]));
        Assert.AreSequenceEqual(
            ["app (linux-x64 net10.0)", "app (win-x64 net10.0)"], Components(cyclonedx).Select(one => Text(one, "name")));
    }

    [TestMethod]
    public void A_part_without_an_SBOM_is_said_to_have_none()
    {
        using var linux = Part("linux-x64", "spdx");
        using var windows = Part("win-x64", "");
        using var index = Index("spdx", linux, windows);
        index.Pack();
        var document = RestoredProject.Documents(index.Record, RestoredProject.Spdx)[^1];
        Assert.HasCount(1, document.GetProperty("externalDocumentRefs").EnumerateArray());
        Assert.HasCount(
            1,
            document.GetProperty("packages").EnumerateArray().Where(one => Text(one, "comment") == "No SBOM of this entry is known."));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_join_asks_the_registry_for_the_SBOMs_of_published_parts(bool isElsewhere)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var linux = Part("linux-x64", "spdx");
        using var published = linux.Pack.Again();
        (published.Registry, published.Push, published.PushFollows) = (registry.Host, "true", true);
        Assert.IsTrue(published.Execute(), linux.Pack.Engine.All);
        linux.Pack.Push();
        using var index = new PackFixture();
        index.Task.PublishDirectory = "";
        index.Task.Sbom = "spdx";
        index.Task.Parts = [Item($"{registry.Host}/app@{linux.Pack.Task.Digest}", ("RuntimeIdentifier", "linux-x64"))];
        index.Task.Registry = registry.Host;
        index.Task.Repository = isElsewhere ? "other/app" : "app";
        index.Task.Push = "true";
        index.Pack();
        var document = RestoredProject.Documents(index.Record, RestoredProject.Spdx)[^1];
        Assert.AreEqual(
            Text(linux.Documents(RestoredProject.Spdx)[0], "documentNamespace"),
            Text(document.GetProperty("externalDocumentRefs").EnumerateArray().Single(), "spdxDocument"));
        Assert.HasCount(isElsewhere ? 2 : 1, index.Record.Referrers);
    }

    private static RestoredProject Part(string runtime, string formats)
    {
        var part = new RestoredProject(formats);
        part.Pack.Task.RuntimeIdentifier = runtime;
        part.Pack.Task.PushByDigest = "true";
        part.Pack.Pack();
        return part;
    }

    private static PackFixture Index(string formats, params RestoredProject[] parts)
    {
        var index = new PackFixture();
        index.Task.PublishDirectory = "";
        index.Task.Sbom = formats;
        index.Task.Parts =
        [
            .. parts.Select(part => part.Pack.Task).Select(task => Item(
                task.WorkFolder,
                ("Digest", task.Digest),
                ("RuntimeIdentifier", task.RuntimeIdentifier),
                ("TargetFramework", task.TargetFramework))),
        ];
        return index;
    }
}

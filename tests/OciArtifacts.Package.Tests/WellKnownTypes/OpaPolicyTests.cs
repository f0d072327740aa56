using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>Policies, as <c>conftest pull</c> writes them to a folder by their titles (open-policy-agent/conftest, downloader).</summary>
[TestClass]
public sealed class OpaPolicyTests : WellKnownTypeTests
{
    [TestMethod]
    public async Task Policies_and_data_are_layers_of_their_own()
    {
        var layout = (await PublishedAsync("ContosoPolicies")).Layout;
        var manifest = layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.cncf.openpolicyagent.config.v1+json", manifest.Config.MediaType);
        AssertJson("{}", layout.Read(manifest.Config));
        Assert.AreSequenceEqual(
            [
                "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego", "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego",
                "application/vnd.cncf.openpolicyagent.data.layer.v1+json",
            ],
            MediaTypesOf(manifest));
        Assert.AreEqual("application/vnd.cncf.openpolicyagent.data.layer.v1+json", manifest["contoso.json"].MediaType);
    }

    [TestMethod]
    public async Task Written_by_their_titles_they_are_the_folder_that_they_came_from()
    {
        var sample = await PublishedAsync("ContosoPolicies");
        Assert.AreEqual(FileTree.Of(sample["policies"]).ToString(), sample.Layout.Unpack().ToString());
    }
}

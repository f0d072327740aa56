using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>The policy of an organisation decides before the first request.</summary>
[TestClass]
public sealed class PolicyTests : SampleTests
{
    private const string Widgets = "application/vnd.contoso.widget.v1";

    [TestMethod]
    [DataRow("""{ "rules": [{ "deny": ["application/vnd.contoso.*"], "reason": "Widgets stay at home." }] }""", "Widgets stay at home.")]
    [DataRow("""{ "rules": [{ "allow": ["application/vnd.cncf.helm.config.v1+json"] }] }""", Widgets)]
    [DataRow("""{ "rules": [{ "denyLayers": ["image/*"] }] }""", "image/svg+xml")]
    public async Task What_it_forbids_is_neither_sent_nor_written(string policy, string said)
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await WidgetAsync(policy);
        var build = await sample.TryPublishAsync(
            $"-p:OciArtifactRegistry={registry.Host}", $"-p:OciArtifactLayoutDirectory={sample["oci"]}");
        Assert.AreSequenceEqual(["OCIA5010"], build.ErrorCodes.Distinct());
        Assert.Contains(said, build.Errors[0]);
        Assert.IsEmpty(registry.Requests);
        Assert.IsFalse(Directory.Exists(sample["oci"]), "There is a layout.");
    }

    [TestMethod]
    public async Task What_is_attached_obeys_it_too()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await WidgetAsync("""{ "rules": [{ "deny": ["application/spdx+json"] }] }""");
        sample.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
        sample.Edit("ContosoWidget.csproj", "</ItemGroup>", """<OciArtifactReferrer Include="app.spdx.json" /></ItemGroup>""");
        var build = await sample.TryPublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Assert.AreSequenceEqual(["OCIA5010"], build.ErrorCodes.Distinct());
        Assert.Contains("application/spdx+json", build.Errors[0]);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task What_it_allows_is_sent_and_it_says_nothing_where_nothing_is()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await WidgetAsync(
            $$"""{ "rules": [{ "registries": ["localhost:*"], "allow": ["{{Widgets}}"] }, { "deny": ["*"] }] }""");
        await sample.PublishAsync();
        await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Assert.IsTrue(sample.Report.Pushed);
    }

    [TestMethod]
    [DataRow("""{ "rules": [{ "denied": ["*"] }] }""", "OCIA5011", "denied")]
    [DataRow("deny everything", "OCIA5011", "oci-policy.json")]
    [DataRow(null, "OCIA2004", "oci-policy.json")]
    public async Task Without_a_policy_that_is_understood_nothing_is_published(string? policy, string code, string said)
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await WidgetAsync(policy);
        var build = await sample.TryPublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Assert.AreSequenceEqual([code], build.ErrorCodes.Distinct());
        Assert.Contains(said, build.Errors[0]);
        Assert.IsEmpty(registry.Requests);
    }

    // An organisation sets the policy once, in a folder above all projects.
    private async Task<SampleProject> WidgetAsync(string? policy)
    {
        var sample = await CopyOfAsync("ContosoWidget");
        if (policy is not null) sample.Write("../oci-policy.json", policy);
        sample.Write(
            "../Directory.Build.props",
            "<Project><PropertyGroup><OciArtifactPolicy>$(MSBuildThisFileDirectory)oci-policy.json</OciArtifactPolicy>"
                + "</PropertyGroup></Project>");
        return sample;
    }
}

using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>A second publish of the same version with other content.</summary>
[TestClass]
public sealed class TagPolicyTests : SampleTests
{
    [TestMethod]
    public async Task A_tag_that_names_another_artifact_fails_or_stays_as_the_project_says()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await CopyOfAsync("ContosoWidget");
        string[] to = [$"-p:OciArtifactRegistry={registry.Host}"];
        await sample.PublishAsync([.. to, "-p:OciArtifactTagPolicy=Fail"]);
        var first = sample.Report.Digest;
        await sample.PublishAsync([.. to, "-p:OciArtifactTagPolicy=Fail"]);

        sample.Write("widget.svg", "<svg />");
        registry.ClearRequests();
        var failed = await sample.TryPublishAsync([.. to, "-p:OciArtifactTagPolicy=Fail"]);
        Assert.AreNotEqual(0, failed.ExitCode);
        Assert.IsNotEmpty(failed.ErrorCodes);
        Assert.IsTrue(failed.ErrorCodes.All(code => code == "OCIA4015"), failed.All);
        Assert.Contains($"The tag 1.0.0 should name {sample.Report.Digest}, but names {first} already", failed.All);
        Assert.AreSequenceEqual(["HEAD"], registry.Requests.Select(request => request.Method));
        Assert.IsFalse(sample.Report.Pushed);

        registry.ClearRequests();
        var skipped = await sample.PublishAsync([.. to, "-p:OciArtifactTagPolicy=Skip"]);
        Assert.Contains($"{registry.Host}/contosowidget:1.0.0 is another artifact, and was left as it is", skipped.All);
        Assert.AreSequenceEqual(["HEAD"], registry.Requests.Select(request => request.Method));
        Assert.IsFalse(sample.Report.Pushed);
        Assert.IsEmpty(sample.Report.Tags);
        Assert.IsTrue(registry.TryGetManifest("contosowidget", "1.0.0", out var bytes, out _));
        Assert.AreEqual(first, $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}");
    }
}

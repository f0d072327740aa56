using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>A registry with transient failures.</summary>
[TestClass]
public sealed class PassingFaultTests : SampleTests
{
    [TestMethod]
    public async Task A_publish_to_a_registry_that_fails_now_and_then_succeeds_and_says_what_was_tried_again()
    {
        // Each attempt of an upload has another address, so a registry that fails each fifth address still accepts the
        // upload.
        var plan = FaultPlan.EveryNth(
            5,
            FaultAnswer.Error(503, "BUSY"),
            request => request.Method == "POST" || !request.Path.Contains("/blobs/uploads/", StringComparison.Ordinal));
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        var sample = await CopyOfAsync("ContosoWidget");
        var build = await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}");

        Assert.IsGreaterThan(0, plan.Count);
        var lines = build.Lines.Where(line => line.Contains("It is tried again in ", StringComparison.Ordinal)).ToList();
        Assert.HasCount(plan.Count, lines);
        Assert.IsTrue(lines.All(line => line.Contains(": 503 Service Unavailable.", StringComparison.Ordinal)), build.All);
        Assert.DoesNotContain("warning", build.All);
        Assert.IsTrue(sample.Report.Pushed);
        Assert.AreEqual(registry.Requests.Count, sample.Report.Requests);
        Assert.AreSequenceEqual(["1.0.0"], registry.Tags("contosowidget"));
    }
}

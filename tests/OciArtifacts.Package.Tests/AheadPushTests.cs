using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>A push that follows sends layers before all is packed; where none follows, nothing is sent.</summary>
[TestClass]
public sealed class AheadPushTests : SampleTests
{
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("publish", "")]
    [DataRow("build", "-t:PushOciArtifact")]
    public async Task Layers_are_under_way_when_packing_is_over(string verb, string target)
    {
        using var signal = new WorkFolder("signal");
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request =>
            {
                if (request.Method == "POST") signal.Write("sent", "");
                return null;
            },
        });

        // The build does not go on to the push before something was sent.
        var sample = await NewAsync("Ahead", ProjectFile.Library("net10.0", ProjectFile.Reference, $$"""
            <Target Name="Between" AfterTargets="PackOciArtifact">
              <Exec Command="for i in %24(seq 300); do [ -e '{{signal["sent"]}}' ] %26%26 exit 0; sleep 0.1; done; exit 1" />
            </Target>
            """));
        await sample.RunAsync([verb, "-c", "Release", $"-p:OciArtifactRegistry={registry.Host}", .. target.Length > 0 ? [target] : Array.Empty<string>()]);
        Assert.AreSequenceEqual(["1.0.0"], registry.Tags("ahead"));
        Assert.AreEqual(registry.Requests.Count, sample.Report.Requests);
    }

    [TestMethod]
    public async Task Packing_alone_sends_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await NewAsync("Alone", ProjectFile.Library("net10.0", ProjectFile.Reference));
        await sample.RunAsync("build", "-c", "Release", $"-p:OciArtifactRegistry={registry.Host}", "-t:PackOciArtifact");
        Assert.IsEmpty(registry.Requests);
        Assert.IsFalse(sample.Report.Pushed);
    }
}

using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Early work saves time and changes nothing else.</summary>
[TestClass]
public sealed class EarlyWorkTests : SampleTests
{
    [TestMethod]
    public async Task The_same_publishes_with_and_without_early_work_give_the_same_digests_reports_and_registry_content()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sample = await CopyOfAsync("ConsoleApp");
        var with = await PublishesAsync(sample, registry, "true");
        registry.Forget();
        sample.Edit("Program.cs", "{Greeting.For(\"registry\")}", "{Greeting.For(\"world\")}");
        foreach (var folder in (string[])["bin", "obj", "../ConsoleApp.Library/bin", "../ConsoleApp.Library/obj"])
        {
            Directory.Delete(sample[folder], recursive: true);
        }

        var without = await PublishesAsync(sample, registry, "false");
        for (var i = 0; i < with.Count; i++) Assert.AreEqual(without[i], with[i]);
    }

    // A first publish, one without a change, and one with a change of one line: what each one left behind.
    private static async Task<List<string>> PublishesAsync(SampleProject sample, TestRegistry registry, string ahead)
    {
        var results = new List<string>();
        foreach (var publish in (string[])["first", "unchanged", "changed"])
        {
            if (publish == "changed") sample.Edit("Program.cs", "{Greeting.For(\"world\")}", "{Greeting.For(\"registry\")}");
            registry.ClearRequests();
            await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}", $"-p:_OciArtifactAhead={ahead}");
            Assert.AreEqual(registry.Requests.Count, sample.Report.Requests);
            if (publish == "unchanged")
            {
                Assert.AreSequenceEqual(
                    ["HEAD /v2/consoleapp/manifests/1.2.3 -> 200"], registry.Requests.Select(request => request.ToString()));
            }

            results.Add($"{sample.Report.Facts}\n{string.Join('\n', registry.Contents)}");
        }

        return results;
    }
}

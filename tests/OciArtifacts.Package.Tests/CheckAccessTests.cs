using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// In CI, a push that cannot succeed stops the build before it compiles. The check does not make other builds slower.
/// </summary>
[TestClass]
public sealed class CheckAccessTests : SampleTests
{
    private static readonly string[] Compiled = ["obj/Release/net10.0/App.dll", "../Library/obj/Release/net10.0/Library.dll"];

    [TestMethod]
    public async Task Nothing_is_compiled_for_a_push_that_cannot_succeed_and_a_push_that_can_goes_on()
    {
        var isDenied = true;
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request => isDenied && request.Method == "POST" ? FaultAnswer.Error(403, "DENIED") : null,
        });
        var sample = await AppAsync();
        sample.Environment["CI"] = "true";
        string[] arguments = [$"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactTags=1"];
        var build = await sample.TryPublishAsync(arguments);
        Assert.AreSequenceEqual(["OCIA4005"], build.ErrorCodes.Distinct(), null, build.All);
        Assert.Contains("nothing was built", build.Errors[0]);
        foreach (var file in Compiled) Assert.IsFalse(File.Exists(sample[file]), file);

        isDenied = false;
        registry.ClearRequests();
        await sample.PublishAsync(arguments);
        foreach (var file in Compiled) Assert.IsTrue(File.Exists(sample[file]), file);

        // The library also references the package, but is only built, so its repository is not checked.
        Assert.IsTrue(
            registry.Requests.All(request => request.Path.StartsWith("/v2/app/", StringComparison.Ordinal)),
            string.Join('\n', registry.Requests));
        Assert.AreEqual("POST", registry.Requests[0].Method);
        Assert.AreEqual("DELETE", registry.Requests[1].Method);

        // The request for the tags of the last push is also the check.
        registry.ClearRequests();
        await sample.PublishAsync(arguments);
        Assert.AreSequenceEqual(["HEAD /v2/app/manifests/1 -> 200"], registry.Requests.Select(request => request.ToString()));

        // Without early work, the check asks itself.
        registry.ClearRequests();
        await sample.PublishAsync([.. arguments, "-p:_OciArtifactAhead=false"]);
        Assert.AreSequenceEqual(["POST", "DELETE", "HEAD"], registry.Requests.Select(request => request.Method));
    }

    private async Task<SampleProject> AppAsync()
    {
        var sample = await NewAsync("App", ProjectFile.App(
            ProjectFile.Reference, """<ItemGroup><ProjectReference Include="../Library/Library.csproj" /></ItemGroup>"""));

        // The command line of the process says what is published.
        sample.InOwnProcess = true;
        sample.Write("Program.cs", "return;");
        sample.Write("../Library/Library.csproj", ProjectFile.Library("net10.0", ProjectFile.Reference));
        return sample;
    }
}

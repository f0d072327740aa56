using System.Text;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>A publish finds credentials in each valid place, and reports the errors of invalid ones.</summary>
[TestClass]
public sealed class CredentialPlaceTests : SampleTests
{
    private static readonly TestRegistryOptions Guarded = new() { UserName = "publisher", Password = "right" };

    [TestMethod]
    public async Task A_broken_file_hides_no_other_one_and_is_listed_where_nothing_is_found()
    {
        using var home = new WorkFolder("home");
        await using var registry = await TestRegistry.StartAsync(Guarded);
        var sample = await NewAsync("Places", ProjectFile.Library("net10.0", ProjectFile.Reference));
        sample.Environment["DOCKER_CONFIG"] = home.Path;
        sample.Environment["REGISTRY_AUTH_FILE"] = home["auth.json"];
        home.Write("config.json", "{\n  \"auths\": { \"s3cret\" ]");

        var missing = await sample.TryPublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Assert.AreSequenceEqual(["OCIA4003"], missing.ErrorCodes, null, missing.All);
        Assert.Contains($"{home["config.json"]} (is no JSON: line 2, position 23), {home["auth.json"]} (no such file).", missing.All);
        Assert.DoesNotContain("s3cret", missing.All);

        home.Write("auth.json", Auths($"{registry.Host}/team", "publisher:right"));
        string[] arguments = ["--no-build", $"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactRepository=team/widget"];
        var found = await sample.PublishAsync([.. arguments, "-v:n"]);
        Assert.Contains(
            $"gets the credentials of 'publisher' from {home["auth.json"]}. Not usable: {home["config.json"]} (is no JSON",
            found.All);

        home.Write("auth.json", Auths(registry.Host, "publisher:right"));
        home.Write("config.json", Auths($"{registry.Host}/team", "publisher:wrong"));
        var rejected = await sample.TryPublishAsync([.. arguments, "-p:OciArtifactTags=another"]);
        Assert.AreSequenceEqual(["OCIA4004"], rejected.ErrorCodes, null, rejected.All);
        Assert.Contains($"from {home["config.json"]}.", rejected.All);
        Assert.Contains("Looked at OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD", rejected.All);
    }

    private static string Auths(string key, string pair) =>
        $$"""{ "auths": { "{{key}}": { "auth": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}}" } } }""";
}

using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The messages and retries of a publish where the registry fails.</summary>
[TestClass]
[DoNotParallelize]
public sealed class FaultTargetsTests
{
    private static readonly FaultAnswer Page = new()
    {
        Status = 200,
        Body = "<html>Please log in</html>",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/html" },
    };

    [TestMethod]
    public async Task A_login_page_in_place_of_the_registry_is_an_error_that_says_so()
    {
        var error = await FailAsync(_ => Page);
        StringAssert.StartsWith(error, "OCIA4018: HEAD http://localhost:");
        StringAssert.Contains(error, "This is a web page (text/html), not the answer of a registry.");
        Assert.DoesNotContain("ublish again", error);
    }

    [TestMethod]
    public async Task A_blob_that_is_refused_is_named()
    {
        // One blob at a time: the config is the first.
        var puts = 0;
        var error = await FailAsync(request => request.Method == "PUT" && ++puts == 2 ? FaultAnswer.Error(400, "DIGEST_INVALID") : null);
        StringAssert.StartsWith(error, "OCIA4007: PUT http://localhost:");
        StringAssert.Contains(error, "DIGEST_INVALID");
        StringAssert.Contains(error, "What was sent: 'my.app.app.tar.gz', sha256:");
        StringAssert.Contains(error, "something on the way, such as a proxy, changed it");
    }

    [TestMethod]
    public async Task A_repository_that_may_not_be_pushed_to_is_named() => StringAssert.Contains(
        await FailAsync(request => request.Method == "POST" ? FaultAnswer.Error(403, "DENIED") : null),
        "Ask for permission to push to my.app, or name another repository");

    [TestMethod]
    public async Task A_registry_that_is_closed_for_an_hour_says_when_to_come_again()
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "3600" };
        var error = await FailAsync(_ => FaultAnswer.Bare(429) with { Headers = headers });
        StringAssert.StartsWith(error, "OCIA4009: ");
        StringAssert.Contains(error, "It wants to be asked again in 3600 s, at 20");
        StringAssert.Contains(error, " UTC).");
    }

    [TestMethod]
    public async Task A_registry_without_chunks_gets_whole_blobs_and_that_is_said_once()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "PATCH" ? FaultAnswer.Bare(405) : null });
        using var project = new TargetsProject();
        Assert.IsTrue(project.Build("Publish", Body(registry, "<OciArtifactUploadChunkSize>10</OciArtifactUploadChunkSize>")), project.All);
        Assert.AreEqual(2, project.All.Split("takes no blob in chunks; each is sent in one piece.").Length);
        CollectionAssert.AreEqual(new[] { "1.2.3" }, registry.Tags("my.app").ToArray());
    }

    private static async Task<string> FailAsync(Func<RecordedRequest, FaultAnswer?> fault)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = fault });
        using var project = new TargetsProject();
        Assert.IsFalse(project.Build("Publish", Body(registry, "")));
        var error = project.Errors.Single();
        return $"{error.Code}: {error.Message}";
    }

    private static string Body(TestRegistry registry, string more) =>
        $"<PropertyGroup><OciArtifactRegistry>{registry.Host}</OciArtifactRegistry>"
        + $"<OciArtifactParallelUploads>1</OciArtifactParallelUploads>{more}</PropertyGroup>";
}

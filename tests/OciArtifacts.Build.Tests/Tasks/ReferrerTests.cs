using System.Text.Json;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.Items;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The items <c>OciArtifactReferrer</c>: packed with the artifact, pushed with it, and said to be attached to it.</summary>
[TestClass]
public sealed class ReferrerTests
{
    private static readonly string[] Alone = ["1.2.3"];

    [TestMethod]
    [DataRow("app.spdx.json", "application/spdx+json")]
    [DataRow("APP.SPDX.JSON", "application/spdx+json")]
    [DataRow("app.cdx.json", "application/vnd.cyclonedx+json")]
    [DataRow("bom.json", "application/vnd.cyclonedx+json")]
    [DataRow("app.sarif", "application/sarif+json")]
    [DataRow("build.intoto.json", "application/vnd.in-toto+json")]
    public void The_name_says_what_it_is(string name, string type)
    {
        using var project = Packed(name, """{"predicateType":"https://slsa.dev/provenance/v1"}""");
        project.Task.DefaultAnnotations = [Item("org.opencontainers.image.version", ("Value", "1.2.3"))];
        project.Task.Annotations = [Item("com.contoso.team", ("Value", "widgets"))];
        project.Pack();
        var manifest = Manifest(project);
        Assert.AreEqual(type, manifest.GetProperty("artifactType").GetString());
        Assert.AreEqual("application/vnd.oci.empty.v1+json", manifest.GetProperty("config").GetProperty("mediaType").GetString());
        Assert.AreEqual(project.Task.Digest, manifest.GetProperty("subject").GetProperty("digest").GetString());
        var layer = Layer(manifest);
        Assert.AreEqual(type, layer.GetProperty("mediaType").GetString());
        Assert.AreEqual(name, layer.GetProperty("annotations").GetProperty("org.opencontainers.image.title").GetString());
        Assert.IsFalse(manifest.TryGetProperty("annotations", out _));
    }

    [TestMethod]
    public void An_xml_document_has_a_type_of_its_own()
    {
        using var project = Packed("app.cdx.xml", "<bom />");
        project.Pack();
        Assert.AreEqual("application/vnd.cyclonedx+xml", Layer(Manifest(project)).GetProperty("mediaType").GetString());
    }

    [TestMethod]
    public void A_statement_says_what_it_states()
    {
        using var project = Packed("notes.json", """{"predicateType":"https://spdx.dev/Document"}""", ("ArtifactType", "in-toto"));
        project.Pack();
        Assert.AreEqual("https://spdx.dev/Document", Layer(Manifest(project)).GetProperty("annotations").GetProperty("in-toto.io/predicate-type").GetString());
    }

    [TestMethod]
    public void A_statement_that_states_nothing_is_an_error()
    {
        using var project = Packed("build.intoto.json", "{}");
        StringAssert.StartsWith(project.Fail(), "OCIA5004: The layer 'build.intoto.json' has no annotation 'in-toto.io/predicate-type'");
    }

    [TestMethod]
    [DataRow("", "application/octet-stream")]
    [DataRow("text/plain", "text/plain")]
    public void The_project_may_say_what_it_is(string mediaType, string wanted)
    {
        using var project = Packed(
            "notes.txt", "seen", ("ArtifactType", "application/vnd.contoso.notes.v1"), ("MediaType", mediaType), ("Title", "seen.txt"), ("Annotations", "a=b;c=d"));
        project.Pack();
        var manifest = Manifest(project);
        Assert.AreEqual("application/vnd.contoso.notes.v1", manifest.GetProperty("artifactType").GetString());
        Assert.AreEqual("""{"a":"b","c":"d"}""", manifest.GetProperty("annotations").GetRawText());
        Assert.AreEqual(wanted, Layer(manifest).GetProperty("mediaType").GetString());
        Assert.AreEqual("""{"org.opencontainers.image.title":"seen.txt"}""", Layer(manifest).GetProperty("annotations").GetRawText());
    }

    [TestMethod]
    public void It_has_the_date_where_the_artifact_has_one()
    {
        using var project = Packed("app.spdx.json", "{}");
        project.Task.SourceDateEpoch = "0";
        project.Pack();
        Assert.AreEqual("1970-01-01T00:00:00Z", Manifest(project).GetProperty("annotations").GetProperty("org.opencontainers.image.created").GetString());
    }

    [TestMethod]
    public void In_the_form_of_1_0_its_config_says_its_type()
    {
        using var project = Packed("app.spdx.json", "{}");
        project.Task.ImageSpec = "1.0";
        project.Pack();
        Assert.IsFalse(Manifest(project).TryGetProperty("artifactType", out _));
        Assert.AreEqual("application/spdx+json", Manifest(project).GetProperty("config").GetProperty("mediaType").GetString());
    }

    [TestMethod]
    [DataRow("notes.txt", "", "", "OCIA2010: Nothing says what the OciArtifactReferrer 'notes.txt' is")]
    [DataRow("notes.txt", "note", "", "OCIA2010: ArtifactType of the OciArtifactReferrer 'notes.txt' is 'note'")]
    [DataRow("notes.txt", "a/b; c", "", "OCIA2003: ArtifactType of the OciArtifactReferrer 'notes.txt' is 'a/b; c'")]
    [DataRow("notes.txt", "a/b", "text", "OCIA2003: MediaType of the OciArtifactReferrer 'notes.txt' is 'text'")]
    [DataRow("publish", "a/b", "", "OCIA2004: The OciArtifactReferrer 'publish' is no file that exists")]
    [DataRow("missing.spdx.json", "", "", "OCIA2004: The OciArtifactReferrer 'missing.spdx.json' is no file that exists")]
    public void What_cannot_be_one_is_an_error(string include, string type, string mediaType, string error)
    {
        using var project = Packed("notes.txt", "seen");
        project.Task.Referrers = [Item(include, ("ArtifactType", type), ("MediaType", mediaType))];
        StringAssert.StartsWith(project.Fail(), error);
    }

    [TestMethod]
    public void What_is_not_what_it_is_called_is_an_error_and_nothing_is_written()
    {
        using var project = Packed("app.spdx.json", "SPDXVersion: SPDX-2.3");
        project.Task.LayoutDirectory = project["oci"];
        StringAssert.StartsWith(project.Fail(), "OCIA5002: The layer 'app.spdx.json'");
        Assert.IsFalse(Directory.Exists(project["oci"]));
    }

    [TestMethod]
    public void A_policy_decides_about_it_too()
    {
        using var project = Packed("app.spdx.json", "{}");
        project.Write("policy.json", """{"rules":[{"deny":["application/spdx+json"]}]}""");
        project.Task.Policy = project["policy.json"];
        project.Task.Registry = "registry.example";
        StringAssert.StartsWith(project.Fail(), "OCIA5010: The policy of your organisation (OciArtifactPolicy) does not allow artifacts of the type 'application/spdx+json'");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task It_is_pushed_before_the_tag_and_listed_by_the_registry_or_under_a_tag(bool noReferrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = noReferrersApi });
        using var project = Packed("app.spdx.json", "{}");
        project.Task.Registry = registry.Host;
        project.Pack();
        Push(project);
        var digest = Report(project).GetProperty("referrers")[0].GetProperty("digest").GetString()!;
        var (root, list) = (project.Task.Digest, $"sha256-{project.Task.Digest[7..]}");
        string[] wanted = noReferrersApi ? [root, digest, list, "1.2.3"] : [root, digest, "1.2.3"];
        CollectionAssert.AreEqual(wanted, Puts(registry));

        // The manifest went twice, by its digest and by its tag, and the list is not content of ours.
        var bodies = registry.Requests.Where(request => !request.Path.EndsWith(list, StringComparison.Ordinal)).Sum(request => request.BodyBytes);
        Assert.AreEqual(bodies, Report(project).GetProperty("bytesUploaded").GetInt64() + Report(project).GetProperty("size").GetInt64());
        CollectionAssert.AreEquivalent(noReferrersApi ? [.. Alone, list] : Alone, registry.Tags("app").ToArray());
        Assert.AreEqual((digest, "application/spdx+json"), await ListedAsync(registry, noReferrersApi ? $"manifests/{list}" : $"referrers/{root}"));
        Assert.AreEqual("application/spdx+json", Report(project).GetProperty("referrers")[0].GetProperty("artifactType").GetString());
        Assert.IsTrue(project.Engine.All.Contains("referrer application/spdx+json: uploaded", StringComparison.Ordinal), project.Engine.All);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Pushing_again_asks_for_the_tag_alone(bool noReferrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = noReferrersApi });
        using var project = Packed("app.spdx.json", "{}");
        project.Task.Registry = registry.Host;
        project.Pack();
        Push(project);
        registry.ClearRequests();
        Push(project);
        Assert.IsTrue(registry.Requests.All(request => request.Method == "HEAD"));
        Assert.HasCount(1, registry.Requests);
        Assert.AreEqual(0, Report(project).GetProperty("bytesUploaded").GetInt64());
    }

    private static PackFixture Packed(string name, string text, params (string Name, string Value)[] metadata)
    {
        var project = new PackFixture();
        project.Write(name, text);
        project.Task.Referrers = [Item(name, metadata)];
        return project;
    }

    private static void Push(PackFixture project)
    {
        var push = new PushOciArtifact { BuildEngine = project.Engine, WorkFolder = project.Task.WorkFolder, ReportFile = project.Task.ReportFile, Packed = project.Task.Artifact };
        Assert.IsTrue(push.Execute(), project.Engine.All);
    }

    private static JsonElement Report(PackFixture project) => project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];

    private static JsonElement Manifest(PackFixture project) =>
        JsonDocument.Parse(project.Contents("referrers")[0].GetProperty("manifest").GetBytesFromBase64()).RootElement;

    private static JsonElement Layer(JsonElement manifest) => manifest.GetProperty("layers")[0];

    private static string[] Puts(TestRegistry registry) =>
        [.. registry.Requests.Where(request => request.Method == "PUT" && request.Path.Contains("/manifests/", StringComparison.Ordinal)).Select(request => request.Path.Split('/')[^1])];

    private static async Task<(string? Digest, string? Type)> ListedAsync(TestRegistry registry, string path)
    {
        using var client = new LocalClient(null);
        using var list = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(registry.Address, $"/v2/app/{path}")));
        var entry = list.RootElement.GetProperty("manifests").EnumerateArray().Single();
        return (entry.GetProperty("digest").GetString(), entry.GetProperty("artifactType").GetString());
    }
}

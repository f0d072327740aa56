using System.Text.Json;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>
/// The items <c>OciArtifactReferrer</c>: packed and pushed with the artifact, which is their subject.
/// </summary>
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
        using var project = Packed(name, Documents.OfAll);
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
        Assert.AreEqual(type.Contains("in-toto", StringComparison.Ordinal), manifest.TryGetProperty("annotations", out _));
    }

    [TestMethod]
    public void An_xml_document_has_a_type_of_its_own()
    {
        using var project = Packed("app.cdx.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" />");
        project.Pack();
        Assert.AreEqual("application/vnd.cyclonedx+xml", Layer(Manifest(project)).GetProperty("mediaType").GetString());
    }

    [TestMethod]
    public void A_statement_says_what_it_states()
    {
        using var project = Packed("notes.json", Documents.Statement, ("ArtifactType", "in-toto"));
        project.Pack();
        Assert.AreEqual(
            "https://spdx.dev/Document",
            Layer(Manifest(project)).GetProperty("annotations").GetProperty("in-toto.io/predicate-type").GetString());
    }

    [TestMethod]
    public void A_statement_that_states_nothing_is_an_error()
    {
        using var project = Packed(
            "build.intoto.json", """{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}""");
        Assert.AreEqual(
            "OCIA5004: The layer 'build.intoto.json' has no annotation 'in-toto.io/predicate-type', which its type wants. Its file "
                + "does not say it. Set it for the referrer. The metadata Annotations of the OciArtifactReferrer item sets it, as "
                + "key=value.",
            project.Fail());
        using var mended = Packed(
            "build.intoto.json", """{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}""",
            ("Annotations", "in-toto.io/predicate-type=https://slsa.dev/provenance/v1"));
        mended.Pack();
        Assert.AreEqual(
            "https://slsa.dev/provenance/v1",
            Layer(Manifest(mended)).GetProperty("annotations").GetProperty("in-toto.io/predicate-type").GetString());
    }

    [TestMethod]
    [DataRow(
        "app.spdx.json",
        "{}",
        "OCIA5002: The layer 'app.spdx.json' has the media type 'application/spdx+json', but does not say that it is one: it has no "
            + "'spdxVersion', which should be 'SPDX-*'.")]
    [DataRow(
        "app.spdx.json",
        "[]",
        "OCIA5002: The layer 'app.spdx.json' has the media type 'application/spdx+json', but cannot be read as JSON: It is no JSON "
            + "object.")]
    [DataRow(
        "app.sarif",
        "[]",
        "OCIA5002: The layer 'app.sarif' has the media type 'application/sarif+json', but cannot be read as JSON: It is no JSON object.")]
    [DataRow(
        "app.sarif",
        """{"version":"2.0.0","runs":[]}""",
        "OCIA5002: The layer 'app.sarif' has the media type 'application/sarif+json', but does not say that it is one: its 'version' "
            + "is '2.0.0', which should be '2.1.0'.")]
    [DataRow(
        "app.sarif",
        """{"version":"2.1.0","runs":{}}""",
        "OCIA5002: The layer 'app.sarif' has the media type 'application/sarif+json', but does not say that it is one: its 'runs' is "
            + "an object, which should be a list.")]
    [DataRow(
        "bom.json",
        """{"bomFormat":"SPDX","specVersion":"1.6"}""",
        "OCIA5002: The layer 'bom.json' has the media type 'application/vnd.cyclonedx+json', but does not say that it is one: its "
            + "'bomFormat' is 'SPDX', which should be 'CycloneDX'.")]
    [DataRow(
        "app.spdx",
        "{}",
        "OCIA5002: The layer 'app.spdx' has the media type 'text/spdx', but does not say that it is one: it has no 'SPDXVersion', "
            + "which should be 'SPDX-2.*'.")]
    [DataRow("a.sarif", """{"version":"2.1.0","runs":[""", "OCIA5002: ")]
    [DataRow(
        "bom.xml",
        "<a/>",
        "OCIA5002: The layer 'bom.xml' has the media type 'application/vnd.cyclonedx+xml', but does not say that it is one: its "
            + "'#name' is 'a', which should be 'bom'.")]
    [DataRow(
        "a.intoto.json",
        """{"_type":"https://in-toto.io/Statement/v1","predicateType":"x"}""",
        "OCIA5002: The layer 'a.intoto.json' has the media type 'application/vnd.in-toto+json', but does not say that it is one: it "
            + "has no 'subject', which should be a list.")]
    [DataRow(
        "a.intoto.json", """{"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[{"digest":{"sha256":"00"}}]}""",
        "OCIA5001: The layer 'a.intoto.json' is a statement about sha256:00, but is attached to sha256:")]
    [DataRow(
        "a.openvex.json",
        "{}",
        "OCIA5002: The layer 'a.openvex.json' has the media type 'application/vnd.openvex+json', but does not say that it is one: it "
            + "has no '@context', which should be 'https://openvex.dev/ns*'.")]
    [DataRow(
        "a.sigstore.json",
        """{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{}}""",
        "OCIA5002: The layer 'a.sigstore.json' has the media type 'application/vnd.dev.sigstore.bundle.v0.3+json', but does not say "
            + "that it is one: it has no 'dsseEnvelope', which should be an object.")]
    [DataRow("a.intoto.jsonl", "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":\"x\",\"subject\":[]}\n{}", "OCIA2012: ")]
    public void What_is_no_such_document_is_refused_with_what_it_is_instead(string name, string text, string said)
    {
        using var project = Packed(name, text);
        StringAssert.StartsWith(project.Fail(), said);
    }

    [TestMethod]
    [DataRow("app.spdx3.json", """{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}""")]
    [DataRow("app.spdx.json", "\uFEFF{\"SPDXID\":\"SPDXRef-DOCUMENT\",\"spdxVersion\":\"SPDX-2.2\"}")]
    [DataRow(
        "a.intoto.jsonl",
        """{"payloadType":"application/vnd.in-toto+json","payload":"eyJwcmVkaWNhdGVUeXBlIjoi"""
            + """aHR0cHM6Ly9zbHNhLmRldi9wcm92ZW5hbmNlL3YxIn0","signatures":[{"sig":"AA"}]}""")]
    [DataRow(
        "a.sigstore.json",
        """{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{},"messageSignature":{}}""")]
    [DataRow("app.spdx", "# Made by hand.\nSPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n")]
    [DataRow(
        "a.openvex.json",
        """{"@context":"https://openvex.dev/ns/v0.2.0","@id":"x","author":"me","timestamp":"2026-01-01T00:00:00Z","version":1"""
            + ""","statements":[]}""")]
    public void Each_form_of_a_document_is_taken(string name, string text)
    {
        using var project = Packed(name, text);
        project.Pack();
    }

    [TestMethod]
    [DataRow("""{"sha512":"00"}""")]
    [DataRow("""{"gitCommit":"00"}""")]
    public void A_statement_about_what_has_another_digest_is_not_judged(string digest)
    {
        using var project = Packed(
            "a.intoto.json", $$"""{"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[{"digest":{{digest}}}]}""");
        project.Pack();
    }

    [TestMethod]
    public void A_statement_about_the_artifact_is_taken()
    {
        using var project = Packed("app.spdx.json", Documents.Spdx);
        project.Pack();
        var digest = project.Task.Digest.Split(':')[1];
        project.Write(
            "a.intoto.json",
            $$$"""{"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[{"digest":{"sha256":"{{{digest}}}"}}]}""");
        project.Task.Referrers = [Item("a.intoto.json")];
        Assert.IsTrue(project.Task.Execute(), project.Engine.All);
    }

    [TestMethod]
    [DataRow("", "application/octet-stream")]
    [DataRow("text/plain", "text/plain")]
    public void The_project_may_say_what_it_is(string mediaType, string wanted)
    {
        using var project = Packed(
            "notes.txt", "seen", ("ArtifactType", "application/vnd.contoso.notes.v1"), ("MediaType", mediaType), ("Title", "seen.txt"),
            ("Annotations", "a=b;c=d"));
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
        using var project = Packed("app.spdx.json", Documents.Spdx);
        project.Task.SourceDateEpoch = "0";
        project.Pack();
        Assert.AreEqual(
            "1970-01-01T00:00:00Z",
            Manifest(project).GetProperty("annotations").GetProperty("org.opencontainers.image.created").GetString());
    }

    [TestMethod]
    public void In_the_form_of_1_0_its_config_says_its_type()
    {
        using var project = Packed("app.spdx.json", Documents.Spdx);
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
        using var project = Packed("app.spdx.json", Documents.Spdx);
        project.Write("policy.json", """{"rules":[{"deny":["application/spdx+json"]}]}""");
        project.Task.Policy = project["policy.json"];
        project.Task.Registry = "registry.example";
        StringAssert.StartsWith(
            project.Fail(), "OCIA5010: The policy of your organisation does not allow artifacts of the type 'application/spdx+json'");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task It_is_pushed_before_the_tag_and_listed_by_the_registry_or_under_a_tag(bool noReferrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = noReferrersApi });
        using var project = Packed("app.spdx.json", Documents.Spdx);
        project.Task.Registry = registry.Host;
        project.Pack();
        project.Push();
        var digest = Report(project).GetProperty("referrers")[0].GetProperty("digest").GetString()!;
        var (root, list) = (project.Task.Digest, $"sha256-{project.Task.Digest[7..]}");
        string[] wanted = noReferrersApi ? [root, digest, list, "1.2.3"] : [root, digest, "1.2.3"];
        CollectionAssert.AreEqual(wanted, Puts(registry));

        // The push sends the manifest twice, by digest and by tag. The referrers list does not count as content of the
        // artifact.
        var bodies = registry.Requests.Where(request => !request.Path.EndsWith(list, StringComparison.Ordinal)).Sum(
            request => request.BodyBytes);
        Assert.AreEqual(bodies, Report(project).GetProperty("bytesUploaded").GetInt64() + Report(project).GetProperty("size").GetInt64());
        CollectionAssert.AreEquivalent(noReferrersApi ? [.. Alone, list] : Alone, registry.Tags("app").ToArray());
        Assert.AreEqual(
            (digest, "application/spdx+json"), await ListedAsync(registry, noReferrersApi ? $"manifests/{list}" : $"referrers/{root}"));
        Assert.AreEqual("application/spdx+json", Report(project).GetProperty("referrers")[0].GetProperty("artifactType").GetString());
        Assert.IsTrue(
            project.Engine.All.Contains("referrer application/spdx+json: uploaded", StringComparison.Ordinal), project.Engine.All);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Pushing_again_asks_for_the_tag_alone(bool noReferrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = noReferrersApi });
        using var project = Packed("app.spdx.json", Documents.Spdx);
        project.Task.Registry = registry.Host;
        project.Pack();
        project.Push();
        registry.ClearRequests();
        project.Push();
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

    private static JsonElement Report(PackFixture project) => project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];

    private static JsonElement Manifest(PackFixture project) =>
        JsonDocument.Parse(project.Record.Referrers[0].Manifest!.Bytes).RootElement;

    private static JsonElement Layer(JsonElement manifest) => manifest.GetProperty("layers")[0];

    private static string[] Puts(TestRegistry registry) =>
        [
            .. registry.Requests
                .Where(request => request.Method == "PUT" && request.Path.Contains("/manifests/", StringComparison.Ordinal))
                .Select(request => request.Path.Split('/')[^1]),
        ];

    private static async Task<(string? Digest, string? Type)> ListedAsync(TestRegistry registry, string path)
    {
        using var client = new LocalClient(null);
        using var list = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(registry.Address, $"/v2/app/{path}")));
        var entry = list.RootElement.GetProperty("manifests").EnumerateArray().Single();
        return (entry.GetProperty("digest").GetString(), entry.GetProperty("artifactType").GetString());
    }
}

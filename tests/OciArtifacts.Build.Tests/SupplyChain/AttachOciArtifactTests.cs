using OciArtifacts.Build.Tasks;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;
using static OciArtifacts.Build.Tests.SupplyChain.SubjectFixture;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>A file becomes a referrer of an artifact long after its publish.</summary>
[TestClass]
public sealed class AttachOciArtifactTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_file_becomes_a_referrer_and_no_tag_of_the_artifact_moves(bool noReferrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = noReferrersApi });
        using var artifact = Manifest(registry.Host);
        var before = Tags(registry);
        artifact.Run(artifact.Attach(artifact.Reference, ("Annotations", "com.contoso.analysis=nightly")));
        var made = await OneAsync(artifact, artifact.Digest);
        Assert.AreEqual("nightly", made.Annotations!["com.contoso.analysis"]);
        Assert.AreSequenceEqual(before, Tags(registry));
        Assert.IsTrue(registry.TryGetManifest("app", made.Digest.ToString(), out var bytes, out _));
        var manifest = OciArtifacts.Core.Model.Manifest.Parse(bytes);
        Assert.AreEqual(artifact.Digest, manifest.Subject!.Digest.ToString());
        Assert.IsTrue(registry.TryGetBlob("app", manifest.Layers.Single().Digest.ToString(), out var file));
        Assert.AreSequenceEqual(await File.ReadAllBytesAsync(artifact["scan.sarif"], CancellationToken.None), file);
        Assert.Contains($"Other -> {artifact.Reference} {Sarif} {made.Digest}", artifact.Engine.All);
    }

    [TestMethod]
    public async Task One_call_gives_it_to_each_entry_of_an_index()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Index(registry.Host);
        var before = Tags(registry);
        artifact.Run(artifact.Attach(artifact.Reference, ("Of", "Entries")));
        foreach (var entry in artifact.Entries) await OneAsync(artifact, entry);
        Assert.IsEmpty(await artifact.ReferrersAsync(artifact.Digest));
        Assert.AreSequenceEqual(before, Tags(registry));
    }

    [TestMethod]
    public async Task The_index_alone_gets_it_where_nothing_else_is_said()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Index(registry.Host);
        artifact.Run(artifact.Attach(artifact.Reference));
        await OneAsync(artifact, artifact.Digest);
        foreach (var entry in artifact.Entries) Assert.IsEmpty(await artifact.ReferrersAsync(entry));
    }

    [TestMethod]
    public async Task The_report_of_the_publish_names_the_artifact_too()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Index(registry.Host);
        File.Copy(artifact.Report, artifact["result.json"]);
        artifact.Run(artifact.Attach("result.json", ("Of", "Entries")));
        foreach (var entry in artifact.Entries) await OneAsync(artifact, entry);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_layout_gets_it_by_its_folder_or_by_the_report_of_what_was_not_pushed(bool isReport)
    {
        using var artifact = Manifest("");
        var before = artifact.TagsInLayout;
        using var task = artifact.Attach(isReport ? artifact.Report : artifact.InLayout);
        task.LayoutDirectory = isReport ? artifact.LayoutFolder : "";
        artifact.Run(task);
        var listed = await artifact.ReferrersInLayoutAsync(artifact.Digest);
        Assert.HasCount(1, listed.Where(one => one.ArtifactType == Sarif));
        Assert.AreSequenceEqual(before, artifact.TagsInLayout);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task The_same_file_adds_nothing_the_second_time(bool noReferrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = noReferrersApi });
        using var artifact = Manifest(registry.Host);
        artifact.Run(artifact.Attach(artifact.Reference));
        var contents = registry.Contents;
        registry.ClearRequests();
        artifact.Run(artifact.Attach(artifact.Reference));
        Assert.AreSequenceEqual(contents, registry.Contents);
        AssertNothingIsSent(registry);
        artifact.Write("scan.sarif", """{"version":"2.1.0","runs":[{}]}""");
        artifact.Run(artifact.Attach(artifact.Reference));
        Assert.HasCount(3, await artifact.ReferrersAsync(artifact.Digest));
    }

    [TestMethod]
    public async Task A_referrer_that_no_list_has_is_listed_by_the_next_run()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = true });
        using var artifact = Manifest(registry.Host);
        artifact.Run(artifact.Attach(artifact.Reference));
        registry.AddManifest(
            "app", artifact.Digest.Replace(':', '-'), "application/vnd.oci.image.index.v1+json", """{"schemaVersion":2,"manifests":[]}"""u8.ToArray());
        artifact.Run(artifact.Attach(artifact.Reference));
        await OneAsync(artifact, artifact.Digest);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_referrer_of_one_producer_replaces_the_older_one(bool noReferrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = noReferrersApi });
        using var artifact = Manifest(registry.Host);
        artifact.Run(artifact.Attach(artifact.Reference, ("Producer", "other scanner")));
        artifact.Run(artifact.Attach(artifact.Reference, ("Producer", "scanner")));
        artifact.Write("scan.sarif", """{"version":"2.1.0","runs":[{}]}""");
        artifact.Run(artifact.Attach(artifact.Reference, ("Producer", "scanner")));
        var scans = (await artifact.ReferrersAsync(artifact.Digest)).Where(one => one.ArtifactType == Sarif).ToList();
        Assert.AreSequenceEqual(
            ["other scanner", "scanner"],
            scans.Select(one => one.Annotations!["vnd.ociartifacts.producer"]).Order(StringComparer.Ordinal));
        Assert.IsTrue(registry.TryGetManifest("app", scans.Single(one => one.Annotations!["vnd.ociartifacts.producer"] == "scanner")
            .Digest.ToString(), out var bytes, out _));
        Assert.AreEqual(
            $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("""{"version":"2.1.0","runs":[{}]}"""u8))}",
            OciArtifacts.Core.Model.Manifest.Parse(bytes).Layers.Single().Digest.ToString());
    }

    [TestMethod]
    public async Task One_call_attaches_to_several_artifacts()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var manifest = Manifest(registry.Host);
        using var index = Index(registry.Host);
        using var packed = Manifest("");
        using var task = manifest.Attach($"{manifest.Reference};{index.Report}");
        task.Subject = [.. task.Subject, packed.InLayout];
        manifest.Run(task);
        await OneAsync(manifest, manifest.Digest);
        await OneAsync(index, index.Digest);
        Assert.HasCount(2, await packed.ReferrersInLayoutAsync(packed.Digest));
    }

    [TestMethod]
    public async Task A_question_sends_nothing_and_fails_where_something_is_missing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        registry.ClearRequests();
        StringAssert.StartsWith(artifact.Fail(Question(artifact)), "OCIA3007: ");
        AssertNothingIsSent(registry);
        artifact.Run(artifact.Attach(artifact.Reference));
        registry.ClearRequests();
        artifact.Run(Question(artifact));
        AssertNothingIsSent(registry);
    }

    [TestMethod]
    public async Task What_is_not_what_it_is_called_is_not_sent()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        artifact.Write("scan.sarif", "{}");
        registry.ClearRequests();
        StringAssert.StartsWith(artifact.Fail(artifact.Attach(artifact.Reference)), "OCIA5002: ");
        AssertNothingIsSent(registry);
    }

    [TestMethod]
    public async Task Several_files_change_the_list_of_the_subject_once()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { NoReferrersApi = true });
        using var artifact = Manifest(registry.Host);
        using var task = artifact.Attach(artifact.Reference);
        artifact.Write("other.sarif", """{"version":"2.1.0","runs":[{}]}""");
        task.Referrers = [.. task.Referrers, Item("other.sarif")];
        registry.ClearRequests();
        artifact.Run(task);
        Assert.HasCount(3, await artifact.ReferrersAsync(artifact.Digest));
        Assert.HasCount(1, registry.Requests.Where(request => request.Method == "PUT"
            && request.Path.EndsWith(artifact.Digest.Replace(':', '-'), StringComparison.Ordinal)));
    }

    /// <summary>The tags of the artifact, each with its digest.</summary>
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_referrer_of_the_report_that_was_replaced_since_is_left_out(bool isSigned)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        using var client = new HttpClient();
        using var deleted = await client.DeleteAsync(new Uri(registry.Address, $"/v2/app/manifests/{artifact.Referrer}"));
        Assert.IsTrue(deleted.IsSuccessStatusCode);
        if (isSigned)
        {
            var task = artifact.Sign(artifact.Report, "cosign");
            task.SigningKeyFile = artifact.Write("key.pem", new SigningFiles().Key);
            artifact.Run(task);
        }
        else
        {
            artifact.Run(artifact.Attach(artifact.Report));
        }

        Assert.Contains($"The referrer {artifact.Referrer}, which the report names, does not exist any more", artifact.Engine.All);
        Assert.HasCount(1, await artifact.ReferrersAsync(artifact.Digest));
    }

    internal static IReadOnlyList<string> Tags(TestRegistry registry) =>
        [.. registry.Contents.Where(line => line.Contains(" tag ", StringComparison.Ordinal) && !line.Contains(" sha256-", StringComparison.Ordinal))];

    internal static void AssertNothingIsSent(TestRegistry registry) =>
        Assert.IsEmpty(registry.Requests.Where(request => request.Method is not ("GET" or "HEAD")));

    private static async Task<Core.Model.Descriptor> OneAsync(SubjectFixture artifact, string digest) =>
        (await artifact.ReferrersAsync(digest)).Single(one => one.ArtifactType == Sarif);

    private static AttachOciArtifact Question(SubjectFixture artifact)
    {
        var task = artifact.Attach(artifact.Reference);
        task.FailIfNotIncremental = true;
        return task;
    }
}

using System.Text;
using System.Text.Json;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// What clients read of one index of three kinds of entries: one that was packed with it, one that was packed before, and one that another
/// machine published. The index and each entry have a referrer.
/// </summary>
[TestClass]
public sealed class JoinedIndexTests : LibraryTests
{
    private const string Type = "application/vnd.example.tool.v1";
    private const string Bill = "application/vnd.example.bill.v1";

    [TestMethod]
    public async Task Oras_discovers_the_referrer_of_the_index_and_of_each_entry()
    {
        Need(Oras);
        await using var registry = await RegistryAsync();
        var index = await PushJoinedAsync(registry);
        Assert.AreSequenceEqual([index.Referrers[^1].Content.Digest.ToString()], await DiscoverAsync(registry, ":1.0"));
        foreach (var subject in index.Entries.Select(entry => entry.Content).Append(index.Root))
        {
            var found = await DiscoverAsync(registry, $"@{subject.Digest}");
            Assert.AreSequenceEqual(await ListAsync(registry, subject), found, subject.Digest.ToString());
            Assert.HasCount(1, found);
        }
    }

    [TestMethod]
    public async Task Oras_fetches_the_manifest_of_each_platform_as_it_was_written()
    {
        Need(Oras);
        await using var registry = await RegistryAsync();
        var index = await PushJoinedAsync(registry);
        foreach (var entry in index.Entries)
        {
            var output = await RunAsync(
                Oras, "manifest", "fetch", "--plain-http", "--platform", entry.Platform!.ToString(), Reference(registry, ":1.0"));
            Assert.AreEqual(await TextAsync(registry, entry.Content), output);
        }
    }

    [TestMethod]
    public async Task Oras_pulls_the_file_of_each_platform()
    {
        Need(Oras);
        await using var registry = await RegistryAsync();
        var index = await PushJoinedAsync(registry);
        foreach (var entry in index.Entries)
        {
            var folder = NewFolder();
            var platform = entry.Platform!.ToString();
            await RunAsync(Oras, "pull", "--plain-http", "--platform", platform, "-o", folder.Path, Reference(registry, ":1.0"));
            Assert.AreEqual(entry.Platform.Os, await File.ReadAllTextAsync(folder["tool"], Cancellation));
        }
    }

    [TestMethod]
    public async Task Skopeo_reads_the_index_as_it_was_written()
    {
        Need(Skopeo);
        await using var registry = await RegistryAsync();
        var index = await PushJoinedAsync(registry);
        var output = await RunAsync(Skopeo, "inspect", "--raw", "--tls-verify=false", $"docker://{Reference(registry, ":1.0")}");
        Assert.AreEqual(await TextAsync(registry, index.Root), output);
    }

    [TestMethod]
    public async Task Skopeo_copies_all_manifests_to_a_layout()
    {
        Need(Skopeo);
        await using var registry = await RegistryAsync();
        var index = await PushJoinedAsync(registry);

        // Skopeo before image-spec 1.1 drops the artifact types of an index: then the index has another digest, and its manifests have not.
        var layout = await CopyWithSkopeoAsync(registry);
        var root = await layout.ResolveAsync("copied", Cancellation);
        var copied = await layout.ReadChildrenAsync(root!, Cancellation);
        Assert.AreSequenceEqual(
            index.Index!.Manifests.Select(entry => (entry.Digest, entry.Platform)), copied.Select(entry => (entry.Digest, entry.Platform)));
        await ReadAllAsync(layout, copied);
    }

    [TestMethod]
    public async Task Skopeo_keeps_the_digest_of_an_index_in_the_form_of_1_0()
    {
        Need(Skopeo);
        await using var registry = await RegistryAsync();
        var index = await PushJoinedAsync(registry, ImageSpecVersion.V1_0);
        var layout = await CopyWithSkopeoAsync(registry, "--preserve-digests");
        Assert.AreEqual(index.Root.Digest, (await layout.ResolveAsync("copied", Cancellation))?.Digest);
        await ReadAllAsync(layout, index.Index!.Manifests);
    }

    private static string Reference(DockerRegistry registry, string version) => $"{registry.Host}/{Name}{version}";

    /// <summary>Makes the three entries, joins them, and pushes the index with all referrers.</summary>
    private async Task<PackedArtifact> PushJoinedAsync(DockerRegistry registry, ImageSpecVersion imageSpec = ImageSpecVersion.V1_1)
    {
        using var client = new RegistryClient(registry.Host, Options());
        var repository = client.Repository(Name);
        var mac = await PackAsync(Part("darwin", imageSpec));
        await PushAsync(mac, repository);
        var windows = await PackAsync(Part("windows", imageSpec));
        var plan = new IndexPlan(
            "application/vnd.example.tools.v1",
            [
                new PlannedEntry(Part("linux", imageSpec), new Platform("amd64", "linux")),
                new PlannedEntry(windows, new Platform("amd64", "windows")),
                new PlannedEntry(PackedArtifact.Published(mac.Root, repository), new Platform("arm64", "darwin")),
            ])
        {
            ImageSpec = imageSpec,
            Referrers = [BillOf("tools")],
        };
        var index = await PackAsync(plan);
        await PushAsync(index, repository, "1.0");
        return index;
    }

    private async Task PushAsync(PackedArtifact artifact, RegistryRepository to, params IReadOnlyList<string> tags)
    {
        using var copy = new ContentCopy(artifact, to, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, tags, artifact.CopiedReferrers, Cancellation);
    }

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan) => new ArtifactPacker(NewFolder()["obj"]).PackAsync(plan, Cancellation);

    private async Task<string> TextAsync(DockerRegistry registry, Descriptor content)
    {
        using var client = new RegistryClient(registry.Host, Options());
        return Encoding.UTF8.GetString(await client.Repository(Name).ReadAllAsync(content, int.MaxValue, Cancellation));
    }

    private async Task<LayoutDirectory> CopyWithSkopeoAsync(DockerRegistry registry, params string[] options)
    {
        var folder = NewFolder()["layout"];
        var output = await RunAsync(
            Skopeo,
            [
                "copy", "--all", "--insecure-policy", "--src-tls-verify=false", .. options,
                $"docker://{Reference(registry, ":1.0")}", $"oci:{folder}:copied",
            ]);
        TestContext.WriteLine(output);
        return new LayoutDirectory(folder);
    }

    private async Task ReadAllAsync(LayoutDirectory layout, IReadOnlyList<Descriptor> manifests)
    {
        foreach (var manifest in manifests)
        {
            foreach (var content in await layout.ReadChildrenAsync(manifest, Cancellation))
            {
                await layout.ReadAllAsync(content, int.MaxValue, Cancellation);
            }
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(DockerRegistry registry, Descriptor subject)
    {
        using var client = new RegistryClient(registry.Host, Options());
        var referrers = await client.Repository(Name).ListReferrersAsync(subject.Digest, Bill, Cancellation).ToListAsync(Cancellation);
        return [.. referrers.Select(referrer => referrer.Digest.ToString())];
    }

    private async Task<IReadOnlyList<string>> DiscoverAsync(DockerRegistry registry, string version)
    {
        var output = await RunAsync(Oras, "discover", "--plain-http", "--format", "json", Reference(registry, version));
        TestContext.WriteLine(output);
        using var json = JsonDocument.Parse(output);
        return
        [
            .. json.RootElement.GetProperty("manifests").EnumerateArray()
                .Where(referrer => referrer.GetProperty("artifactType").GetString() == Bill)
                .Select(referrer => referrer.GetProperty("digest").GetString()!),
        ];
    }

    private static ManifestPlan Part(string os, ImageSpecVersion imageSpec) => new(
        Type,
        [
            PlannedLayer.OfBytes("tool", "application/octet-stream", Encoding.UTF8.GetBytes(os)) with
            {
                Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "tool" },
            },
        ])
    {
        ImageSpec = imageSpec,
        Referrers = [BillOf(os)],
    };

    private static ReferrerPromise BillOf(string name) => ReferrerPromise.Of(
        new ManifestPlan(Bill, [PlannedLayer.OfBytes("bill", "application/json", Encoding.UTF8.GetBytes($"\"all of {name}\""))]));
}

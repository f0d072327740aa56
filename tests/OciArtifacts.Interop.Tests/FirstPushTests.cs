using System.Security.Cryptography;
using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// The first push of every type of the catalogue and of every form of config, from an empty work folder to an empty
/// registry. One process publishes all of them.
/// </summary>
[TestClass]
public sealed class FirstPushTests : PeerTests
{
    // These samples have large packages and the same type as ConsoleApp.
    private static readonly string[] LeftOut = ["SelfContainedApp", "WebApp"];

    // A config from a file, a generated config, an empty config and a referrer, each also in the form 1.0.
    private static readonly string[] AlsoOlder = ["ContosoWidget", "ContosoWasm", "ContosoDocuments", "ContosoReports"];

    // Types without a sample: the items and the files of a project for each.
    private static readonly (string Alias, string Items, (string Path, string Text)[] Files)[] Small =
    [
        ("image-volume", "<OciArtifactFile Include=\"site\" />", [("site/index.html", "<p>")]),
        ("opa-bundle", "<OciArtifactFile Include=\"b\" />", [("b/.manifest", "{}"), ("b/a.rego", "package a\n")]),
        (
            "kyverno-policy",
            "<OciArtifactFile Include=\"p\" />",
            [("p/a.yaml", "apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: a }\n")]),
        (
            "tekton-bundle",
            "<OciArtifactFile Include=\"t\" />",
            [("t/a.yaml", "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: { name: a }\n")]),
        (
            "docker-model",
            "<OciArtifactFile Include=\"model.gguf\" />",
            [("model.gguf", "GGUF"), ("config.json", """{"config":{"format":"gguf"}}""")]),
        ("artifacthub", "<OciArtifactFile Include=\"artifacthub-repo.yml\" />", [("artifacthub-repo.yml", "owners: []\n")]),
        ("kubewarden-policy", "<OciArtifactFile Include=\"policy.wasm\" />", [("policy.wasm", "\0asm\u0001\0\0\0")]),
        (
            "cue-module",
            "<OciArtifactFile Include=\"m;m/cue.mod/module.cue\" />",
            [("m/cue.mod/module.cue", "module: \"contoso.example/m@v0\"\n"), ("m/a.cue", "a: 1\n")]),
        ("trivy-db", "<OciArtifactFile Include=\"db\" />", [("db/trivy.db", "bolt"), ("db/metadata.json", "{}")]),
    ];

    private static readonly (string Path, string Text)[] Attached =
    [
        ("app.cdx.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" />"),
        ("app.spdx", "SPDXVersion: SPDX-2.3\n"),
        (
            "app.openvex.json",
            """{"@context":"https://openvex.dev/ns/v0.2.0","@id":"a","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1"""
                + ""","statements":[]}"""),
        (
            "app.sigstore.json",
            """{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{},"messageSignature":{}}"""),
    ];

    [TestMethod]
    public async Task Every_type_and_form_of_config_is_pushed_at_the_first_attempt_and_reads_back()
    {
        Need(DockerRegistry.Program);
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions(), TestContext.CancellationToken);
        using var all = await SampleProject.NewAsync("All", "<Project />");
        var names = CopyOfAll(all).ToList();
        var attached = string.Concat(Attached.Select(file => $"reports/{file.Path};"));
        all.Edit(
            "../ContosoReports/ContosoReports.csproj",
            "Include=\"reports/app.spdx.json;",
            $"Include=\"{attached}reports/app.spdx.json;");
        foreach (var (path, text) in Attached) all.Write($"../ContosoReports/reports/{path}", text);
        names.AddRange(Small.Select(type => Write(all, type)));
        all.Write(
            "../All.slnx",
            $"<Solution>{string.Concat(names.Select(name => $"""<Project Path="{name}/{name}.csproj" />"""))}</Solution>");
        await all.PublishAsync("../All.slnx", "-c", "Release", $"-p:OciArtifactRegistry={registry.Host}", "-m:2");

        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, report) in names.SelectMany(name => ReportsOf(all[$"../{name}"]).Select(report => (name, report))))
        {
            var (repository, digest) = (report.Text("repository"), report.Digest);
            Assert.IsTrue(report.Pushed, repository);
            foreach (var tag in report.Tags)
            {
                Assert.AreEqual(digest, Sha256(await GetAsync(registry, $"{repository}/manifests/{tag}")), repository);
            }

            await ReadBackAsync(registry, repository!, digest);
            foreach (var referrer in report.Referrers) await ReadBackAsync(registry, repository!, referrer.Digest);
            if (!name.EndsWith("Older", StringComparison.Ordinal))
            {
                types.UnionWith(report.Referrers.Select(referrer => referrer.Type).Append(report.Text("artifactType")!));
            }
        }

        types.RemoveWhere(static type => type.Contains("contoso", StringComparison.Ordinal));
        Assert.HasCount(MediaTypesOfCatalogue(), types, string.Join(", ", types));
    }

    // The catalogue has one file for each type. The two types of dev containers share a media type, and so do the two
    // image types. A signature of the Notary Project is made in the publish, and is no file (NotationTests).
    private static int MediaTypesOfCatalogue() =>
        Directory.GetFiles(Repository.Path("src/OciArtifacts.Core/ArtifactTypes/Catalog"), "*.json").Length - 3;

    private static string Write(SampleProject all, (string Alias, string Items, (string Path, string Text)[] Files) type)
    {
        var config = type.Files.Any(file => file.Path == "config.json") ? "<OciArtifactConfigFile>config.json</OciArtifactConfigFile>" : "";
        all.Write(
            $"../{type.Alias}/{type.Alias}.csproj",
            "<Project Sdk=\"OciArtifacts.Sdk/0.1.0\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>"
                + $"<OciArtifactType>{type.Alias}</OciArtifactType>{config}</PropertyGroup>"
                + $"<ItemGroup>{type.Items}</ItemGroup></Project>");
        foreach (var (path, text) in type.Files) all.Write($"../{type.Alias}/{path}", text);
        return type.Alias;
    }

    private static IEnumerable<ReportReader> ReportsOf(string project) =>
        Directory.GetFiles(Path.Combine(project, "obj"), "result.json", SearchOption.AllDirectories).Select(ReportReader.Open);

    private static IEnumerable<string> CopyOfAll(SampleProject all)
    {
        var sources = new DirectoryInfo(Repository.Path("testassets")).GetDirectories();
        foreach (var source in sources.Where(folder => !LeftOut.Contains(folder.Name)))
        {
            Copy(source, all[$"../{source.Name}"]);
            yield return source.Name;
            if (!AlsoOlder.Contains(source.Name)) continue;
            var older = $"{source.Name}Older";
            Copy(source, all[$"../{older}"]);
            var project = File.ReadAllText(all[$"../{older}/{source.Name}.csproj"]);
            File.Delete(all[$"../{older}/{source.Name}.csproj"]);
            var inserted = project.IndexOf("</PropertyGroup>", StringComparison.Ordinal);
            all.Write($"../{older}/{older}.csproj", project.Insert(inserted, "<OciArtifactImageSpec>1.0</OciArtifactImageSpec>"));
            yield return older;
        }
    }

    private static void Copy(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in source.EnumerateFiles()) file.CopyTo(Path.Combine(target, file.Name));
        foreach (var folder in source.EnumerateDirectories().Where(folder => folder.Name is not ("bin" or "obj")))
        {
            Copy(folder, Path.Combine(target, folder.Name));
        }
    }

    // Reads a manifest with all of its content, or an index with all of its manifests.
    private async Task ReadBackAsync(DockerRegistry registry, string repository, string digest)
    {
        var bytes = await GetAsync(registry, $"{repository}/manifests/{digest}");
        Assert.AreEqual(digest, Sha256(bytes), repository);
        using var manifest = JsonDocument.Parse(bytes);
        if (manifest.RootElement.TryGetProperty("manifests", out var entries))
        {
            foreach (var entry in entries.EnumerateArray())
            {
                await ReadBackAsync(registry, repository, entry.GetProperty("digest").GetString()!);
            }

            return;
        }

        var layers = manifest.RootElement.GetProperty("layers").EnumerateArray();
        foreach (var content in layers.Append(manifest.RootElement.GetProperty("config")))
        {
            var blob = content.GetProperty("digest").GetString();
            Assert.AreEqual(blob, Sha256(await GetAsync(registry, $"{repository}/blobs/{blob}")), repository);
        }
    }

    private static string Sha256(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private async Task<byte[]> GetAsync(DockerRegistry registry, string path)
    {
        using var client = new LocalClient(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(registry.Address, $"v2/{path}"));
        string[] types = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json", "*/*"];
        foreach (var type in types) request.Headers.Accept.ParseAdd(type);
        using var response = await client.SendAsync(request, TestContext.CancellationToken);
        Assert.IsTrue(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return await response.Content.ReadAsByteArrayAsync(TestContext.CancellationToken);
    }
}

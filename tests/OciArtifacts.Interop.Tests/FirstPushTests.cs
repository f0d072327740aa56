using System.Security.Cryptography;
using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// Every type of the catalogue, and every form of config, as a first push from a machine that has never packed it, to a registry that has never seen it. All of them are
/// published by one process.
/// </summary>
[TestClass]
public sealed class FirstPushTests : PeerTests
{
    // Their packages are large, and their type is that of ConsoleApp.
    private static readonly string[] LeftOut = ["SelfContainedApp", "WebApp"];

    // A config that is a file, that is made in memory, that is empty, and what is attached, each in the form of 1.0 too.
    private static readonly string[] AlsoOlder = ["ContosoWidget", "ContosoWasm", "ContosoDocuments", "ContosoReports"];

    [TestMethod]
    public async Task Every_type_and_form_of_config_is_pushed_at_the_first_attempt_and_reads_back()
    {
        Need(DockerRegistry.Program);
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions(), TestContext.CancellationToken);
        using var all = await SampleProject.NewAsync("All", "<Project />");
        var names = CopyOfAll(all).ToList();
        all.Edit("../ContosoReports/ContosoReports.csproj", "Include=\"reports/app.spdx.json;", "Include=\"reports/app.cdx.xml;reports/app.spdx.json;");
        all.Write("../ContosoReports/reports/app.cdx.xml", "<bom />");
        all.Write("../All.slnx", $"<Solution>{string.Concat(names.Select(name => $"""<Project Path="{name}/{name}.csproj" />"""))}</Solution>");
        await all.PublishAsync("../All.slnx", "-c", "Release", $"-p:OciArtifactRegistry={registry.Host}", "-m:2");

        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, report) in names.SelectMany(name => ReportsOf(all[$"../{name}"]).Select(report => (name, report))))
        {
            var (repository, digest) = (report.Text("repository"), report.Digest);
            Assert.IsTrue(report.Pushed, repository);
            foreach (var tag in report.Tags) Assert.AreEqual(digest, Sha256(await GetAsync(registry, $"{repository}/manifests/{tag}")), repository);
            await ReadBackAsync(registry, repository!, digest);
            foreach (var referrer in report.Referrers) await ReadBackAsync(registry, repository!, referrer.Digest);
            if (!name.EndsWith("Older", StringComparison.Ordinal)) types.UnionWith(report.Referrers.Select(referrer => referrer.Type).Append(report.Text("artifactType")!));
        }

        types.RemoveWhere(static type => type.Contains("contoso", StringComparison.Ordinal));
        Assert.HasCount(MediaTypesOfCatalogue(), types, string.Join(", ", types));
    }

    // The catalogue has a file for each type; the two of dev containers have one media type.
    private static int MediaTypesOfCatalogue() => Directory.GetFiles(Repository.Path("src/OciArtifacts.Core/ArtifactTypes/Catalog"), "*.json").Length - 1;

    private static IEnumerable<ReportReader> ReportsOf(string project) =>
        Directory.GetFiles(Path.Combine(project, "obj"), "result.json", SearchOption.AllDirectories).Select(ReportReader.Open);

    private static IEnumerable<string> CopyOfAll(SampleProject all)
    {
        foreach (var source in new DirectoryInfo(Repository.Path("testassets")).GetDirectories().Where(folder => !LeftOut.Contains(folder.Name)))
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
        foreach (var folder in source.EnumerateDirectories().Where(folder => folder.Name is not ("bin" or "obj"))) Copy(folder, Path.Combine(target, folder.Name));
    }

    // A manifest with all that it names, or an index with all of its manifests.
    private async Task ReadBackAsync(DockerRegistry registry, string repository, string digest)
    {
        var bytes = await GetAsync(registry, $"{repository}/manifests/{digest}");
        Assert.AreEqual(digest, Sha256(bytes), repository);
        using var manifest = JsonDocument.Parse(bytes);
        if (manifest.RootElement.TryGetProperty("manifests", out var entries))
        {
            foreach (var entry in entries.EnumerateArray()) await ReadBackAsync(registry, repository, entry.GetProperty("digest").GetString()!);
            return;
        }

        foreach (var content in manifest.RootElement.GetProperty("layers").EnumerateArray().Append(manifest.RootElement.GetProperty("config")))
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
        foreach (var type in (string[])["application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json", "*/*"]) request.Headers.Accept.ParseAdd(type);
        using var response = await client.SendAsync(request, TestContext.CancellationToken);
        Assert.IsTrue(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return await response.Content.ReadAsByteArrayAsync(TestContext.CancellationToken);
    }
}

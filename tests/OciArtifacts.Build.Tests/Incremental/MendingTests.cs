using System.Security.Cryptography;
using System.Text.Json;
using OciArtifacts.Build.Tests.Tasks;

namespace OciArtifacts.Build.Tests.Incremental;

/// <summary>
/// The next publish repairs files that another program has damaged, whether it has something new to publish or not.
/// </summary>
[TestClass]
public sealed class MendingTests
{
    private const string Tag = "1.2.3";
    private const string RefName = "org.opencontainers.image.ref.name";

    [TestMethod]
    [DataRow("another byte")]
    [DataRow("another byte, same time")]
    [DataRow("cut")]
    [DataRow("longer")]
    [DataRow("empty")]
    [DataRow("gone")]
    [DataRow("a link to something else")]
    [DataRow("a link that leads nowhere")]
    [DataRow("replaced")]
    public void Each_blob_that_is_damaged_is_mended(string how)
    {
        foreach (var hasNews in (bool[])[false, true])
        {
            using var project = Project();
            project.Pack();
            foreach (var blob in Blobs(project)) Damage(blob, how);
            if (hasNews) project.Write("publish/App.dll", "new");
            Run(project);
            AssertWhole(project);
        }
    }

    [TestMethod]
    [DataRow("another byte")]
    [DataRow("gone")]
    public void A_layout_whose_project_remembers_nothing_is_read_and_mended(string how)
    {
        using var project = Project();
        project.Pack();
        foreach (var blob in Blobs(project)) Damage(blob, how);
        Directory.Delete(project["obj"], recursive: true);
        Run(project);
        AssertWhole(project);
    }

    // A publish read the digest of the damaged blob, and then failed.
    [TestMethod]
    public void What_a_publish_found_damaged_and_could_not_mend_is_mended_by_the_next()
    {
        using var project = Project();
        project.Pack();
        foreach (var blob in Blobs(project)) Damage(blob, "another byte");
        var type = project.Task.ArtifactType;
        project.Task.ArtifactType = "application/vnd.oci.image.config.v1+json";
        using (var failing = project.Again()) Assert.IsFalse(failing.Execute());
        project.Task.ArtifactType = type;
        Run(project);
        AssertWhole(project);
    }

    [TestMethod]
    [DataRow("out/oci/index.json", "gone", "")]
    [DataRow("out/oci/index.json", """{"schemaVersion":2,"manifests":[]}""", "")]
    [DataRow("out/oci/index.json", "", "OCIA3005")]
    [DataRow("out/oci/index.json", "{ half", "OCIA3005")]
    [DataRow("out/oci/oci-layout", "gone", "OCIA3010")]
    [DataRow("out/oci/oci-layout", "", "OCIA3010")]
    [DataRow("out/app.tar", "gone", "")]
    [DataRow("out/app.tar", "damaged", "OCIA3010", DisplayName = "a text in the place of the archive")]
    [DataRow("out/app.tar", "", "")]
    [DataRow("obj/ociartifacts/manifest.json", "gone", "")]
    [DataRow("obj/ociartifacts/manifest.json", "{ half", "")]
    [DataRow("obj/ociartifacts/packed.receipt", "gone", "")]
    [DataRow("obj/ociartifacts/packed.receipt", "OCIARC00 another version", "")]
    [DataRow("obj/ociartifacts/digests.bin", "OCIADC", "")]
    [DataRow("obj/ociartifacts/result.json", "gone", "")]
    [DataRow("obj/ociartifacts/result.json", "{}", "")]
    public void Each_file_that_is_damaged_is_made_anew_or_named_in_one_error(string file, string text, string code)
    {
        using var project = Project();
        project.Pack();
        if (text == "gone") File.Delete(project[file]);
        else File.WriteAllText(project[file], text);
        using (var next = project.Again()) Assert.AreEqual(code.Length == 0, next.Execute(), project.Engine.All);
        if (code.Length == 0)
        {
            AssertWhole(project);
            return;
        }

        var error = project.Engine.Errors.Single();
        Assert.AreEqual(code, error.Code, error.Message);
        Assert.Contains(
            project[file.StartsWith("out/oci/", StringComparison.Ordinal) ? "out/oci" : file], error.Message!, StringComparison.Ordinal);
        Assert.AreEqual(text, text == "gone" ? "gone" : File.ReadAllText(project[file]));
    }

    [TestMethod]
    [DataRow("another byte")]
    [DataRow("another byte, same time")]
    public void An_archive_that_is_damaged_is_written_anew(string how)
    {
        using var project = Project();
        project.Pack();
        Damage(project["out/app.tar"], how);
        Run(project);
        AssertWhole(project);
    }

    [TestMethod]
    [DataRow("another byte")]
    [DataRow("another byte, same time")]
    [DataRow("cut")]
    [DataRow("gone")]
    public void A_packed_layer_that_is_damaged_is_packed_again(string how)
    {
        foreach (var hasNews in (bool[])[false, true])
        {
            using var project = Project();
            project.Pack();
            foreach (var layer in Directory.GetFiles(project["obj/ociartifacts/layers"])) Damage(layer, how);
            if (hasNews) project.Write("own.txt", "new");
            Run(project);
            AssertWhole(project);
        }
    }

    [TestMethod]
    public void A_tag_that_was_taken_away_or_leads_elsewhere_is_given_again()
    {
        using var project = Project();
        project.Pack();
        var root = project.Task.Digest;
        project.Write("publish/App.dll", "other");
        project.Task.Tags = ["other"];
        Run(project);
        var index = File.ReadAllText(project["out/oci/index.json"]);
        File.WriteAllText(project["out/oci/index.json"], index.Replace($"\"{Tag}\"", "\"stolen\"", StringComparison.Ordinal));
        project.Write("publish/App.dll", "app");
        project.Task.Tags = [Tag];
        Run(project);
        AssertWhole(project);
        Assert.IsTrue(
            project.Json("out/oci/index.json").GetProperty("manifests").EnumerateArray().Any(entry =>
                entry.GetProperty("digest").GetString() == root
                    && entry.GetProperty("annotations").GetProperty(RefName).GetString() == Tag));
    }

    [TestMethod]
    public void A_blob_whose_place_a_folder_takes_is_named_in_one_error()
    {
        using var project = Project();
        project.Pack();
        var blob = Blobs(project)[0];
        File.Delete(blob);
        Directory.CreateDirectory(Path.Combine(blob, "mine"));
        using var next = project.Again();
        Assert.IsFalse(next.Execute());
        Assert.AreEqual("OCIA3003", project.Engine.Errors.Single().Code);
        Assert.Contains(blob, project.Engine.Errors.Single().Message!, StringComparison.Ordinal);
    }

    // The receipts and caches of a work folder have absolute paths.
    [TestMethod]
    public void A_project_that_was_copied_elsewhere_with_its_work_folder_packs_what_is_there()
    {
        using var project = Project();
        project.Pack();
        using var copy = new PackFixture();
        foreach (var file in Directory.GetFiles(project["."], "*", SearchOption.AllDirectories))
        {
            var target = copy[Path.GetRelativePath(project["."], file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        Configure(copy);
        foreach (var blob in Blobs(copy)) Damage(blob, "another byte");
        File.WriteAllText(project["publish/App.dll"], "the other project goes on");
        Assert.IsTrue(copy.Task.Execute(), copy.Engine.All);
        Assert.AreEqual(project.Task.Digest, copy.Task.Digest);
        AssertWhole(copy);
    }

    private static void Damage(string path, string how)
    {
        var (bytes, time) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        switch (how)
        {
            case "another byte" or "another byte, same time":
                bytes[0] ^= 1;
                File.WriteAllBytes(path, bytes);
                if (how != "another byte" && !OperatingSystem.IsWindows()) File.SetLastWriteTimeUtc(path, time);
                break;
            case "cut": File.WriteAllBytes(path, bytes[..^1]); break;
            case "longer": File.WriteAllBytes(path, [.. bytes, 0]); break;
            case "empty": File.WriteAllBytes(path, []); break;
            case "gone": File.Delete(path); break;
            case "replaced":
                bytes[0] ^= 1;
                File.WriteAllBytes(path + ".new", bytes);
                if (!OperatingSystem.IsWindows()) File.SetLastWriteTimeUtc(path + ".new", time);
                File.Move(path + ".new", path, overwrite: true);
                break;
            case "a link to something else" or "a link that leads nowhere":
                File.Delete(path);
                if (OperatingSystem.IsWindows()) break;
                bytes[0] ^= 1;
                var target = Path.GetFullPath($"../../../{Path.GetFileName(path)}", Path.GetDirectoryName(path)!);
                File.CreateSymbolicLink(path, target);
                if (how == "a link to something else") File.WriteAllBytes(path, bytes);
                break;
            default: throw new NotSupportedException(how);
        }
    }

    /// <summary>
    /// The layout and the archive have all content of the tag, with the right digests. Blobs that no manifest names are
    /// not checked.
    /// </summary>
    private static void AssertWhole(PackFixture project)
    {
        var entries = project.Json("out/oci/index.json").GetProperty("manifests").EnumerateArray().ToList();
        var root = DigestOf(
            entries.Single(
                entry => entry.TryGetProperty("annotations", out var annotations) && annotations.GetProperty(RefName).GetString() == Tag));
        AssertManifest(project, root);
        var attached = entries.Select(DigestOf)
            .Where(digest => Blob(project, digest).TryGetProperty("subject", out var subject) && DigestOf(subject) == root)
            .ToList();
        Assert.HasCount(1, attached);
        AssertManifest(project, attached[0]);
        using var archive = new System.Formats.Tar.TarReader(File.OpenRead(project["out/app.tar"]));
        while (archive.GetNextEntry() is { } entry)
        {
            if (!entry.Name.StartsWith("blobs/sha256/", StringComparison.Ordinal)) continue;
            using var bytes = new MemoryStream();
            entry.DataStream!.CopyTo(bytes);
            Assert.AreEqual(Path.GetFileName(entry.Name), Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())));
        }

        Assert.AreEqual(1, project.Json("obj/ociartifacts/result.json").GetProperty("artifacts").GetArrayLength());
    }

    private static void AssertManifest(PackFixture project, string digest)
    {
        var manifest = Blob(project, digest);
        var contents = manifest.GetProperty("layers").EnumerateArray()
            .Append(manifest.GetProperty("config"))
            .Select(DigestOf)
            .Append(digest);
        foreach (var content in contents)
        {
            Assert.AreEqual(
                content,
                $"sha256:{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(project, content))))}",
                project.Engine.All);
        }
    }

    private static string DigestOf(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!;

    private static string PathOf(PackFixture project, string digest) => project[$"out/oci/blobs/sha256/{digest[7..]}"];

    // A blob of an earlier artifact may be damaged.
    private static JsonElement Blob(PackFixture project, string digest)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(PathOf(project, digest))).RootElement;
        }
        catch (Exception damage) when (damage is JsonException or IOException)
        {
            return JsonDocument.Parse("{}").RootElement;
        }
    }

    private static string[] Blobs(PackFixture project) => Directory.GetFiles(project["out/oci/blobs/sha256"]);

    private static PackFixture Project()
    {
        var project = new PackFixture();
        project.Write("publish/Other.dll", "other");
        project.Write("own.txt", "own");
        project.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","a":1}""");
        Configure(project);
        return project;
    }

    private static void Configure(PackFixture project)
    {
        project.Task.ArtifactType = "application/vnd.contoso.widget.v1";
        project.Task.Files = [ProjectItems.Item("own.txt", ("MediaType", "text/plain"))];
        project.Task.Referrers = [ProjectItems.Item("app.spdx.json")];
        project.Task.LayoutDirectory = project["out/oci"];
        project.Task.ArchivePath = project["out/app.tar"];
    }

    private static void Run(PackFixture project)
    {
        using var task = project.Again();
        Assert.IsTrue(task.Execute(), project.Engine.All);
    }
}

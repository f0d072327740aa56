using System.Security.Cryptography;
using OciArtifacts.Build.Tests.Tasks;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>
/// Artifacts as clients in a cluster read them: containerd and CRI-O (image volumes), Tekton, Kyverno, Kubewarden,
/// Artifact Hub.
/// </summary>
[TestClass]
public sealed class ClusterClientTests
{
    private const string Image = "application/vnd.oci.image.config.v1+json", Layer = "application/vnd.oci.image.layer.v1.tar+gzip";

    [TestMethod]
    public void Files_are_mounted_as_a_volume()
    {
        using var published = Published.Of("image-volume", project =>
        {
            project.Write("site/index.html", "<p>");
            project.Write("site/.git/config", "x");
            project.Write("model.gguf", "GGUF");
            project.Task.Files = [Item("site"), Item("model.gguf"), Item("model.gguf", ("TargetPath", "models/a.gguf"))];
        });
        Assert.AreSequenceEqual(["index.html", "model.gguf", "models/a.gguf"], Mount(published).Keys.Order(StringComparer.Ordinal));
        Assert.AreEqual("amd64 linux", $"{published.Config.GetProperty("architecture")} {published.Config.GetProperty("os")}");
    }

    [TestMethod]
    public void A_published_app_keeps_its_layers_and_is_mounted_whole()
    {
        using var published = Published.Of("image-volume", project =>
        {
            project.Write("publish/App.pdb", "symbols");
            project.Write("publish/Lib.dll", "package");
            project.Task.PublishDirectory = project["publish"];
            project.Task.PublishedFiles =
            [
                Item(project["publish/Lib.dll"], ("RelativePath", "Lib.dll"), ("NuGetPackageId", "Lib"), ("NuGetPackageVersion", "1.0.0")),
            ];
        });
        Assert.AreSequenceEqual(
            ["app.packages.tar.gz", "app.symbols.tar.gz", "app.app.tar.gz"], published.Layers.Select(layer => layer.Title));
        Assert.AreSequenceEqual(["App.dll", "App.pdb", "Lib.dll"], Mount(published).Keys.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void Its_config_is_the_projects_where_that_says_something()
    {
        using var published = Published.Of("image-volume", project =>
        {
            project.Write("a", "a");
            project.Write("config.json", """{"architecture":"arm64","config":{"Labels":{"a":"b"}}}""");
            (project.Task.Files, project.Task.ConfigFile) = ([Item("a")], project["config.json"]);
        });
        Assert.AreEqual("arm64", published.Config.GetProperty("architecture").GetString());
        Assert.AreEqual("""{"Labels":{"a":"b"}}""", published.Config.GetProperty("config").GetRawText());
    }

    [TestMethod]
    public void Tekton_finds_each_object_by_its_annotations()
    {
        using var published = Published.Of("tekton-bundle", project =>
        {
            project.Write("bundle/build.yaml", "apiVersion: tekton.dev/v1\nkind: Task\nmetadata:\n  name: build\n");
            project.Write("bundle/ci.yaml", "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata:\n  name: ci\n");
            project.Task.Files = [Item("bundle")];
        });
        Assert.AreEqual(Image, published.ConfigType);
        Mount(published);

        // tektoncd/pipeline, pkg/resolution/resolver/bundle/bundle.go: three annotations, the kind in small letters and
        // singular, the first file of the archive.
        var found = published.Layers.Select(
            layer => $"{layer.Annotations["dev.tekton.image.apiVersion"]} {layer.Annotations["dev.tekton.image.kind"]} "
                + $"{layer.Annotations["dev.tekton.image.name"]} {layer.Files().Single().Value.Length}");
        Assert.AreSequenceEqual(["tekton.dev/v1 pipeline ci 62", "tekton.dev/v1 task build 61"], found.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    [DataRow("kind: Task\nmetadata: { name: a }\n", "dev.tekton.image.apiVersion")]
    [DataRow("apiVersion: tekton.dev/v1\nmetadata: { name: a }\n", "dev.tekton.image.kind")]
    public void An_object_that_says_too_little_is_an_error(string yaml, string annotation) => StringAssert.Contains(
        Published.FailureOf("tekton-bundle", project =>
        {
            project.Write("a.yaml", yaml);
            project.Task.Files = [Item("a.yaml")];
        }),
        $"has no annotation '{annotation}'");

    [TestMethod]
    public void Two_objects_in_a_file_are_an_error() => StringAssert.Contains(
        Published.FailureOf("tekton-bundle", project =>
        {
            project.Write(
                "a.yaml",
                "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: { name: a }\n---\napiVersion: tekton.dev/v1\nkind: Task\nmetadata: "
                    + "{ name: b }\n");
            project.Task.Files = [Item("a.yaml")];
        }),
        "It has several documents, and one layer is one object.");

    [TestMethod]
    public void Kyverno_pulls_each_policy()
    {
        using var published = Published.Of("kyverno-policy", project =>
        {
            project.Write("p/latest.yaml", "apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata:\n  name: no-latest\nspec: {}\n");
            project.Task.Files = [Item("p")];
        });
        Assert.AreEqual("application/vnd.cncf.kyverno.config.v1+json", published.ConfigType);
        var layer = published.Layers.Single(layer => layer.MediaType == "application/vnd.cncf.kyverno.policy.layer.v1+yaml");
        Assert.AreEqual(
            "ClusterPolicy no-latest kyverno.io/v1",
            $"{layer.Annotations["io.kyverno.image.kind"]} {layer.Annotations["io.kyverno.image.name"]} "
                + $"{layer.Annotations["io.kyverno.image.apiVersion"]}");
    }

    [TestMethod]
    public void What_is_no_policy_is_refused() => StringAssert.Contains(
        Published.FailureOf("kyverno-policy", project =>
        {
            project.Write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n");
            project.Task.Files = [Item("a.yaml")];
        }),
        "does not say that it is one: its 'apiVersion' is 'v1', which should be 'kyverno.io/*'");

    [TestMethod]
    public void Kubewarden_takes_a_module_of_its_layer_type()
    {
        using var published = Published.Of("kubewarden-policy", project =>
        {
            File.WriteAllBytes(project["policy.wasm"], [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0]);
            project.Task.Files = [Item("policy.wasm")];
        });
        Assert.AreEqual(
            "application/vnd.wasm.config.v1+json application/vnd.wasm.content.layer.v1+wasm",
            $"{published.ConfigType} {published.Layers.Single().MediaType}");
        Assert.AreEqual("{}", published.Config.GetRawText());
    }

    [TestMethod]
    public void Artifact_Hub_looks_under_its_tag()
    {
        using var project = new PackFixture();
        project.Write("artifacthub-repo.yml", "repositoryID: 00000000-0000-0000-0000-000000000000\n");
        (project.Task.ArtifactType, project.Task.PublishDirectory, project.Task.Files) =
            ("artifacthub", "", [Item("artifacthub-repo.yml")]);
        project.Pack();
        Assert.AreEqual(
            "artifacthub.io", project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("tags")[0].GetString());
    }

    // containerd 301026e, core/unpack/unpacker.go: the number of diff_ids is the number of layers, and each is the
    // digest of an unpacked layer. containerd skips layers of other types.
    private static Dictionary<string, string> Mount(Published artifact)
    {
        Assert.AreEqual(Image, artifact.ConfigType);
        var root = artifact.Config.GetProperty("rootfs");
        Assert.AreEqual("layers", root.GetProperty("type").GetString());
        var layers = artifact.Layers.Where(layer => layer.MediaType == Layer).ToList();
        Assert.AreSequenceEqual(
            root.GetProperty("diff_ids").EnumerateArray().Select(id => id.GetString()),
            layers.Select(layer => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(layer.Unzipped()))}"),
            "mismatched image rootfs and manifest layers");
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in layers.SelectMany(layer => layer.Files())) files[name] = text;
        return files;
    }
}

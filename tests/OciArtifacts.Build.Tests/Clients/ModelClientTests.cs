using System.Security.Cryptography;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>
/// modctl (modelpack/modctl c8e484d, pkg/codec, pkg/backend/extract.go) and Docker Model Runner (docker/model-runner
/// 642c721, pkg/distribution).
/// </summary>
[TestClass]
public sealed class ModelClientTests
{
    [TestMethod]
    public void Each_layer_of_a_model_has_a_form_that_modctl_extracts()
    {
        using var published = Published.Of("modelpack", project =>
        {
            project.Write("model.safetensors", "weights");
            project.Write("src/run.py", "print()");
            (project.Task.Files, project.Task.CompressesByDefault) = ([Item("model.safetensors"), Item("src", ("Layer", "code"))], true);
        });
        foreach (var layer in published.Layers)
        {
            // The codec depends on the end of the media type, and the client knows these two.
            if (layer.MediaType.EndsWith(".raw", StringComparison.Ordinal)) Assert.IsNotEmpty(layer.Annotations["org.cncf.model.filepath"]);
            else if (layer.MediaType.EndsWith(".tar", StringComparison.Ordinal))
            {
                Assert.AreSequenceEqual(["src/run.py"], layer.Files().Keys);
            }
            else Assert.Fail($"unsupported codec type: {layer.MediaType}");
        }
    }

    [TestMethod]
    public void A_model_of_docker_has_each_file_under_its_path_and_its_digest_in_the_config()
    {
        using var published = Published.Of("docker-model", project =>
        {
            project.Write("model.gguf", "GGUF weights");
            project.Write("mmproj-a.gguf", "GGUF projector");
            project.Write("LICENSE", "MIT");
            project.Write("chat_template.jinja", "{{ }}");
            project.Write("config.json", """{"config":{"format":"gguf","parameters":"1B"}}""");
            (project.Task.Files, project.Task.ConfigFile) =
                ([Item("model.gguf"), Item("mmproj-a.gguf"), Item("LICENSE"), Item("chat_template.jinja")], project["config.json"]);
        });
        Assert.AreEqual("application/vnd.docker.ai.model.config.v0.2+json", published.ConfigType);
        Assert.AreSequenceEqual(
            ["chat.template.jinja chat_template.jinja", "gguf.v3 model.gguf", "license LICENSE", "mmproj mmproj-a.gguf"],
            published.Layers
                .Select(layer => $"{layer.MediaType["application/vnd.docker.ai.".Length..]} {layer.Annotations["org.cncf.model.filepath"]}")
                .Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual(
            published.Layers.Select(layer => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(layer.Bytes))}"),
            published.Config.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(id => id.GetString()));
        Assert.AreEqual("gguf", published.Config.GetProperty("config").GetProperty("format").GetString());

        // With one of these members, the client would read the config as one of ModelPack.
        Assert.IsFalse(
            published.Config.TryGetProperty("modelfs", out _)
            || published.Config.GetProperty("descriptor").TryGetProperty("createdAt", out _));
    }

    [TestMethod]
    public void A_model_of_docker_that_says_no_format_is_an_error() => StringAssert.Contains(
        Published.FailureOf("docker-model", project =>
        {
            project.Write("model.gguf", "GGUF");
            project.Task.Files = [Item("model.gguf")];
        }),
        "PropertyRequired at #/config.format");

    [TestMethod]
    public void A_module_of_CUE_is_its_archive_and_its_module_file_in_this_order()
    {
        using var published = Published.Of("cue-module", project =>
        {
            project.Write("m/cue.mod/module.cue", "module: \"contoso.example/m@v0\"");
            project.Write("m/cue.mod/local-module.cue", "x");
            project.Write("m/a.cue", "a: 1");
            project.Task.Files = [Item("m"), Item("m/cue.mod/module.cue")];
        });
        Assert.AreSequenceEqual(
            ["application/zip", "application/vnd.cue.modulefile.v1"], published.Layers.Select(layer => layer.MediaType));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(published.Layers[0].Bytes));
        Assert.AreSequenceEqual(["a.cue", "cue.mod/module.cue"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void A_database_of_Trivy_is_one_layer_with_the_title_that_it_is_unpacked_by()
    {
        using var published = Published.Of("trivy-db", project =>
        {
            project.Write("db/trivy.db", "bolt");
            project.Write("db/metadata.json", "{}");
            project.Task.Files = [Item("db")];
        });
        Assert.AreEqual(
            "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip db.tar.gz",
            $"{published.Layers.Single().MediaType} {published.Layers[0].Title}");
        Assert.AreSequenceEqual(["metadata.json", "trivy.db"], published.Layers[0].Files().Keys.Order(StringComparer.Ordinal));
    }
}

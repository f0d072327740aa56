using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

[TestClass]
public sealed class PackOciArtifactTests
{
    [TestMethod]
    public void Publish_output_becomes_an_artifact_of_the_default_type()
    {
        using var project = new PackFixture();
        var manifest = project.Pack();
        Assert.AreEqual("application/vnd.ociartifacts.dotnet-app.v1", manifest.GetProperty("artifactType").GetString());
        Assert.AreEqual(
            "application/vnd.ociartifacts.dotnet-app.config.v1+json", manifest.GetProperty("config").GetProperty("mediaType").GetString());
        Assert.AreEqual(
            "application/vnd.ociartifacts.dotnet-app.app.layer.v1.tar+gzip",
            manifest.GetProperty("layers")[0].GetProperty("mediaType").GetString());
    }

    [TestMethod]
    public void A_type_of_its_own_has_no_config_and_names_its_layers()
    {
        using var project = new PackFixture();
        project.Task.ArtifactType = "application/vnd.contoso.widget.v1";
        var manifest = project.Pack();
        Assert.AreEqual("application/vnd.oci.empty.v1+json", manifest.GetProperty("config").GetProperty("mediaType").GetString());
        Assert.AreEqual(
            "application/vnd.contoso.widget.app.layer.v1.tar+gzip", manifest.GetProperty("layers")[0].GetProperty("mediaType").GetString());
        Assert.AreEqual("app.app.tar.gz", Title(manifest, 0));
    }

    [TestMethod]
    [DataRow("none", "application/vnd.oci.image.layer.v1.tar")]
    [DataRow("gzip", "application/vnd.oci.image.layer.v1.tar+gzip")]
    public void Generic_layer_types_are_those_of_the_image_specification(string compression, string type)
    {
        using var project = new PackFixture();
        project.Task.Compression = compression;
        project.Task.GenericLayerTypes = "true";
        Assert.AreEqual(type, project.Pack().GetProperty("layers")[0].GetProperty("mediaType").GetString());
    }

    [TestMethod]
    public void The_form_of_1_0_says_its_type_in_the_config()
    {
        using var project = new PackFixture();
        project.Task.ImageSpec = "1.0";
        var manifest = project.Pack();
        Assert.IsFalse(manifest.TryGetProperty("artifactType", out _));
        Assert.AreEqual("application/vnd.ociartifacts.dotnet-app.v1", manifest.GetProperty("config").GetProperty("mediaType").GetString());
    }

    [TestMethod]
    public void Each_file_can_be_a_blob_of_its_own()
    {
        using var project = new PackFixture();
        foreach (var name in (string[])["z", "b", "y", "a", "x"]) project.Write($"publish/{name}", name);
        project.Task.Layering = "PerFile";
        var manifest = project.Pack();
        CollectionAssert.AreEqual(
            new[] { "App.dll", "a", "b", "x", "y", "z" }, Enumerable.Range(0, 6).Select(i => Title(manifest, i)).ToArray());
    }

    [TestMethod]
    public void What_the_task_writes_is_never_packed()
    {
        using var project = new PackFixture();
        project.Task.LayoutDirectory = project["publish/oci"];
        project.Task.ArchivePath = project["publish/app.tar"];
        var first = project.Pack().ToString();
        Assert.AreEqual(first, project.Pack().ToString());
    }

    [TestMethod]
    public void The_layout_of_an_earlier_run_is_not_packed_either()
    {
        using var project = new PackFixture();
        var manifest = project.Pack().ToString();
        project.Write("publish/oci/index.json", "{}");
        project.Write("publish/oci/oci-layout", "{}");
        project.Task.DefaultLayoutDirectory = project["publish/oci"];
        Assert.AreEqual(manifest, project.Pack().ToString());
    }

    [TestMethod]
    public void A_folder_of_that_name_that_is_no_layout_is_packed()
    {
        using var project = new PackFixture();
        project.Write("publish/oci/a.txt", "a");
        project.Task.DefaultLayoutDirectory = project["publish/oci"];
        project.Pack();
        Assert.AreEqual(
            2,
            project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("layers")[0].GetProperty("files").GetInt32(
                ));
    }

    [TestMethod]
    public void A_folder_inside_the_layout_is_packed()
    {
        using var project = new PackFixture();
        project.Write("out/oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        project.Write("out/site/a.txt", "a");
        project.Task.LayoutDirectory = project["out"];
        project.Task.Files = [Item("out/site")];
        project.Pack();
        Assert.AreEqual(
            1,
            project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("layers")[1].GetProperty("files").GetInt32(
                ));
    }

    [TestMethod]
    public void A_declared_layer_whose_folder_is_empty_is_no_error()
    {
        using var project = new PackFixture();
        Directory.CreateDirectory(project["empty"]);
        project.Task.Files = [Item("empty", ("Layer", "plugins"))];
        project.Task.Layers = [Item("plugins")];
        Assert.AreEqual(1, project.Pack().GetProperty("layers").GetArrayLength());
    }

    [TestMethod]
    public void A_folder_that_holds_the_layout_is_packed_without_it()
    {
        using var project = new PackFixture();
        project.Write("dist/a.txt", "a");
        project.Task.LayoutDirectory = project["dist/oci"];
        project.Task.Files = [Item("dist")];
        Assert.AreEqual(project.Pack().ToString(), project.Pack().ToString());
    }

    [TestMethod]
    public void An_annotation_of_the_config_is_on_the_config_and_one_of_an_index_waits_for_one()
    {
        using var project = new PackFixture();
        project.Task.Annotations = [Item("a", ("Value", "b"), ("Scope", "Config")), Item("c", ("Value", "d"), ("Scope", "Index"))];
        var manifest = project.Pack();
        Assert.AreEqual("""{"a":"b"}""", manifest.GetProperty("config").GetProperty("annotations").ToString());
        Assert.IsFalse(manifest.TryGetProperty("annotations", out _));
    }

    [TestMethod]
    public void A_declared_layer_of_publish_output_may_have_no_files()
    {
        using var project = new PackFixture();
        project.Task.Layers = [Item("symbols", ("Compression", "none"))];
        Assert.AreEqual(1, project.Pack().GetProperty("layers").GetArrayLength());
    }

    [TestMethod]
    public void A_date_sets_created_and_no_date_sets_none()
    {
        using var project = new PackFixture();
        Assert.IsFalse(project.Pack().TryGetProperty("annotations", out _));
        project.Task.SourceDateEpoch = "1767225600";
        Assert.AreEqual(
            "2026-01-01T00:00:00Z", project.Pack().GetProperty("annotations").GetProperty("org.opencontainers.image.created").GetString());
    }

    [TestMethod]
    public void Annotations_of_the_project_win_over_the_defaults_and_defaults_without_a_value_are_none()
    {
        using var project = new PackFixture();
        project.Task.DefaultAnnotations = [Item("a", ("Value", "default")), Item("b", ("Value", "")), Item("c", ("Value", "kept"))];
        project.Task.Annotations = [Item("a", ("Value", "own")), Item("d", ("Value", "on the layer"), ("Scope", "app"))];
        var manifest = project.Pack();
        Assert.AreEqual("""{"a":"own","c":"kept"}""", manifest.GetProperty("annotations").ToString());
        Assert.AreEqual("on the layer", manifest.GetProperty("layers")[0].GetProperty("annotations").GetProperty("d").GetString());
    }

    [TestMethod]
    public void A_default_annotation_is_taken_away_by_an_empty_value_and_another_annotation_may_be_empty()
    {
        using var project = new PackFixture();
        project.Task.DefaultAnnotations = [Item("a", ("Value", "default"))];
        project.Task.Annotations = [Item("a", ("Value", "")), Item("b", ("Value", ""))];
        Assert.AreEqual("""{"b":""}""", project.Pack().GetProperty("annotations").ToString());
    }

    [TestMethod]
    public void Tags_that_came_with_an_escaped_semicolon_are_several()
    {
        using var project = new PackFixture();
        project.Task.Tags = ["1.0;latest "];
        project.Pack();
        Assert.AreEqual("1.0;latest", project.Task.Artifact!.GetMetadata("Tags"));
    }

    [TestMethod]
    public void The_digest_does_not_depend_on_where_the_artifact_goes()
    {
        using var project = new PackFixture();
        project.Task.Repository = "team/one";
        project.Pack();
        var digest = project.Task.Digest;
        project.Task.Repository = "two";
        project.Task.Registry = "registry.example";
        project.Pack();
        Assert.AreEqual(digest, project.Task.Digest);
    }

    [TestMethod]
    public void In_the_form_of_1_0_a_config_file_needs_no_media_type_of_its_own()
    {
        using var project = new PackFixture();
        project.Write("widget.json", "{ }");
        project.Task.ConfigFile = project["widget.json"];
        project.Task.ArtifactType = "application/vnd.contoso.widget.v1";
        project.Task.ImageSpec = "1.0";
        Assert.AreEqual("application/vnd.contoso.widget.v1", project.Pack().GetProperty("config").GetProperty("mediaType").GetString());
    }

    [TestMethod]
    public void A_declared_layer_says_its_media_type_and_compression()
    {
        using var project = new PackFixture();
        project.Task.Layers = [Item("app", ("MediaType", "application/vnd.contoso.code.v1.tar"), ("Compression", "none"))];
        var manifest = project.Pack();
        Assert.AreEqual("application/vnd.contoso.code.v1.tar", manifest.GetProperty("layers")[0].GetProperty("mediaType").GetString());
        Assert.AreEqual("app.app.tar", Title(manifest, 0));
    }

    [TestMethod]
    public void A_config_file_is_the_config_byte_for_byte()
    {
        using var project = new PackFixture();
        project.Write("widget.json", "{ }");
        project.Task.ConfigFile = project["widget.json"];
        project.Task.ArtifactType = "application/vnd.contoso.widget.v1";
        project.Task.ConfigMediaType = "application/vnd.contoso.widget.config.v1+json";
        Assert.AreEqual(3, project.Pack().GetProperty("config").GetProperty("size").GetInt32());
    }

    [TestMethod]
    public void The_layout_the_archive_and_the_report_are_written()
    {
        using var project = new PackFixture();
        project.Task.LayoutDirectory = project["oci"];
        project.Task.ArchivePath = project["app.tar"];
        project.Task.Tags = ["1.0", "latest"];
        project.Pack();
        Assert.AreEqual(2, project.Json("oci/index.json").GetProperty("manifests").GetArrayLength());
        Assert.IsTrue(File.Exists(project["app.tar"]));
        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.AreEqual(project.Task.Digest, report.GetProperty("digest").GetString());
        Assert.IsFalse(report.GetProperty("pushed").GetBoolean());
        Assert.AreEqual("none", report.GetProperty("layers")[0].GetProperty("transfer").GetString());
        Assert.AreEqual($"{project["oci"]}:1.0@{project.Task.Digest}", project.Task.Reference);
        Assert.AreEqual("1.0;latest", project.Task.Artifact!.GetMetadata("Tags"));
    }

    [TestMethod]
    public void A_blob_or_a_folder_may_have_the_name_of_a_layer()
    {
        using var project = new PackFixture();
        project.Write("app/inside.txt", "x");
        project.Task.Files = [Item("app")];
        var layers = project.Pack().GetProperty("layers");
        Assert.AreNotEqual(layers[0].GetProperty("digest").GetString(), layers[1].GetProperty("digest").GetString());
        Assert.HasCount(2, Directory.GetFiles(project["obj/ociartifacts/layers"]));
    }

    [TestMethod]
    public void What_earlier_packing_left_in_the_work_folder_is_deleted()
    {
        using var project = new PackFixture();
        project.Task.Files = [Item("publish/App.dll", ("Layer", "extra"))];
        project.Pack();
        project.Write("obj/ociartifacts/layers/.0123.part", "of a process that was killed");
        project.Task.Files = [];
        project.Pack();
        Assert.HasCount(1, Directory.GetFiles(project["obj/ociartifacts/layers"]));
    }

    private static string? Title(System.Text.Json.JsonElement manifest, int layer) =>
        manifest.GetProperty("layers")[layer].GetProperty("annotations").GetProperty("org.opencontainers.image.title").GetString();
}

using OciArtifacts.Build.Tasks;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

[TestClass]
public sealed class PackOciArtifactInputTests
{
    [TestMethod]
    [DataRow(nameof(PackOciArtifact.Repository), "Bad/Name", "OCIA2001")]
    [DataRow(nameof(PackOciArtifact.Repository), "../up", "OCIA2001")]
    [DataRow(nameof(PackOciArtifact.ArtifactType), "widget", "OCIA2010")]
    [DataRow(nameof(PackOciArtifact.ArtifactType), "a/b; charset=utf-8", "OCIA2003")]
    [DataRow(nameof(PackOciArtifact.ConfigMediaType), "json", "OCIA2003")]
    [DataRow(nameof(PackOciArtifact.Registry), "https://ghcr.io", "OCIA2005")]
    [DataRow(nameof(PackOciArtifact.Registry), "ghcr.io/me", "OCIA2005")]
    [DataRow(nameof(PackOciArtifact.Layering), "Some", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.Compression), "lzma", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.CompressionLevel), "11", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.ImageSpec), "2.0", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.TagCascade), "perhaps", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.GenericLayerTypes), "perhaps", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.Push), "perhaps", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.IncludePublishOutput), "perhaps", "OCIA2006")]
    [DataRow(nameof(PackOciArtifact.SourceDateEpoch), "yesterday", "OCIA2007")]
    [DataRow(nameof(PackOciArtifact.SourceDateEpoch), "-1", "OCIA2007")]
    [DataRow(nameof(PackOciArtifact.SourceDateEpoch), "8589934592", "OCIA2007")]
    [DataRow(nameof(PackOciArtifact.EntryTimeEpoch), "x", "OCIA2007")]
    [DataRow(nameof(PackOciArtifact.ConfigFile), "/nowhere/config.json", "OCIA2004")]
    public void A_bad_setting_is_one_error_that_names_it_and_nothing_is_written(string parameter, string value, string code)
    {
        using var project = new PackFixture();
        project.Task.LayoutDirectory = project["oci"];
        typeof(PackOciArtifact).GetProperty(parameter)!.SetValue(project.Task, value);
        var error = project.Fail();
        StringAssert.StartsWith(error, code);
        StringAssert.Contains(error, value);
        Assert.IsFalse(Directory.Exists(project["obj"]));
        Assert.IsFalse(Directory.Exists(project["oci"]));
    }

    [TestMethod]
    [DataRow("a+b")]
    [DataRow(".a")]
    [DataRow("a b")]
    public void A_bad_tag_is_an_error(string tag)
    {
        using var project = new PackFixture();
        project.Task.Tags = ["good", tag];
        StringAssert.StartsWith(project.Fail(), $"OCIA2002: '{tag}'");
    }

    [TestMethod]
    public void A_project_whose_name_leaves_no_repository_name_is_told_to_set_one()
    {
        using var project = new PackFixture();
        project.Task.ProjectName = "日本";
        StringAssert.Contains(
            project.Fail(), "OCIA2001: No repository name can be made of the project name '日本'. Set OciArtifactRepository.");
    }

    [TestMethod]
    public void Without_publish_output_there_is_no_default_type()
    {
        using var project = new PackFixture();
        project.Task.PublishDirectory = "";
        StringAssert.StartsWith(project.Fail(), "OCIA2003: OciArtifactType is not set");
    }

    [TestMethod]
    public void A_publish_folder_that_is_not_there_says_to_publish_first()
    {
        using var project = new PackFixture();
        project.Task.PublishDirectory = project["elsewhere"];
        StringAssert.StartsWith(project.Fail(), "OCIA2004: The publish folder");
    }

    [TestMethod]
    public void A_config_file_of_no_media_type_is_an_error()
    {
        using var project = new PackFixture();
        project.Write("widget.json", "{}");
        project.Task.ArtifactType = "application/vnd.contoso.widget.v1";
        project.Task.ConfigFile = project["widget.json"];
        StringAssert.StartsWith(project.Fail(), $"OCIA3006: The config file is '{project["widget.json"]}', but its media type is not set.");
    }

    [TestMethod]
    public void A_file_that_is_not_there_is_named()
    {
        using var project = new PackFixture();
        project.Task.Files = [Item("missing.txt")];
        StringAssert.StartsWith(project.Fail(), "OCIA2004: The OciArtifactFile 'missing.txt' does not exist");
    }

    [TestMethod]
    [DataRow("../up")]
    [DataRow("-a")]
    [DataRow("a b")]
    [DataRow("config")]
    [DataRow("Manifest")]
    [DataRow("index")]
    public void A_layer_whose_name_cannot_be_one_is_an_error(string layer)
    {
        using var project = new PackFixture();
        project.Task.Files = [Item(project["publish/App.dll"], ("Layer", layer))];
        StringAssert.StartsWith(project.Fail(), "OCIA2008");
    }

    [TestMethod]
    public void Two_files_with_one_path_in_one_layer_are_an_error()
    {
        using var project = new PackFixture();
        project.Write("other/App.dll", "other");
        project.Task.Files = [Item("other/App.dll", ("Layer", "app"))];
        StringAssert.StartsWith(project.Fail(), "OCIA3001");
    }

    [TestMethod]
    public void Two_blobs_of_one_title_are_an_error()
    {
        using var project = new PackFixture();
        project.Write("a/x.txt", "a");
        project.Write("b/x.txt", "b");
        project.Task.Files = [Item("a/x.txt"), Item("b/x.txt")];
        StringAssert.StartsWith(
            project.Fail(), $"OCIA3001: '{project["a/x.txt"]}' and '{project["b/x.txt"]}' have the same title 'x.txt'.");
    }

    [TestMethod]
    public void A_path_out_of_the_archive_is_an_error()
    {
        using var project = new PackFixture();
        project.Task.Files = [Item("publish/App.dll", ("Layer", "extra"), ("TargetPath", "../up"))];
        StringAssert.StartsWith(project.Fail(), "OCIA2008");
    }

    [TestMethod]
    [DataRow("../up")]
    [DataRow("/etc/passwd")]
    public void A_title_that_leads_out_of_the_folder_is_an_error(string title)
    {
        using var project = new PackFixture();
        project.Task.Files = [Item("publish/App.dll", ("Title", title))];
        StringAssert.StartsWith(project.Fail(), $"OCIA2008: '{title}'");
    }

    [TestMethod]
    [DataRow("MediaType", "text/plain")]
    [DataRow("Compression", "none")]
    [DataRow("Annotations", "a=b")]
    public void What_a_file_inside_a_layer_cannot_have_is_an_error(string name, string value)
    {
        using var project = new PackFixture();
        project.Task.Files = [Item("publish/App.dll", ("Layer", "extra"), (name, value))];
        StringAssert.Contains(
            project.Fail(), $"OCIA2006: The OciArtifactFile 'publish/App.dll' is in the layer 'extra', so it cannot have {name}.");
    }

    [TestMethod]
    public void An_annotation_for_a_layer_that_is_not_there_is_an_error()
    {
        using var project = new PackFixture();
        project.Task.Annotations = [Item("a", ("Value", "b"), ("Scope", "aap"))];
        StringAssert.StartsWith(project.Fail(), "OCIA2008: The OciArtifactAnnotation 'a' is for 'aap'");
    }

    [TestMethod]
    public void A_title_that_an_annotation_makes_the_same_is_an_error()
    {
        using var project = new PackFixture();
        project.Write("b.txt", "b");
        project.Task.Files = [Item("b.txt"), Item("publish/App.dll")];
        project.Task.Annotations = [Item("org.opencontainers.image.title", ("Value", "App.dll"), ("Scope", "b.txt"))];
        StringAssert.StartsWith(project.Fail(), "OCIA3001");
    }

    [TestMethod]
    public void A_declared_layer_that_is_not_there_is_an_error()
    {
        using var project = new PackFixture();
        project.Task.Layers = [Item("aap")];
        StringAssert.StartsWith(project.Fail(), "OCIA2008: The OciArtifactLayer 'aap' is no layer of this artifact.");
    }

    [TestMethod]
    public void A_number_of_uploads_is_checked_before_anything_is_packed()
    {
        using var project = new PackFixture();
        project.Task.ParallelUploads = "0";
        StringAssert.StartsWith(project.Fail(), "OCIA2006");
        Assert.IsFalse(Directory.Exists(project["obj"]));
    }

    [TestMethod]
    public void A_layout_in_the_publish_folder_itself_is_an_error()
    {
        using var project = new PackFixture();
        project.Task.LayoutDirectory = project["publish"];
        StringAssert.StartsWith(project.Fail(), $"OCIA2006: '{project["publish"]}' is part of the artifact");
    }

    [TestMethod]
    public void An_error_has_a_help_page()
    {
        using var project = new PackFixture();
        project.Task.HelpFolder = project["docs"];
        project.Task.Repository = "A";
        project.Fail();
        Assert.AreEqual(new Uri(project["docs/OCIA2001.md"]).AbsoluteUri, project.Engine.Errors[0].HelpLink);
    }
}

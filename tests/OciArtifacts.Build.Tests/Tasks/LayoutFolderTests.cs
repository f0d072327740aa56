namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The folders into which a layout can be written, and those that are refused.</summary>
[TestClass]
public sealed class LayoutFolderTests
{
    private const string Version1 = """{"imageLayoutVersion":"1.0.0"}""";

    [TestMethod]
    [DataRow("oci-layout", """{"imageLayoutVersion":"2.0.0"}""", "says that it has the version '2.0.0'")]
    [DataRow("oci-layout", """{"imageLayoutVersion":"1.0.1"}""", "says that it has the version '1.0.1'")]
    [DataRow("oci-layout", """{"imageLayoutVersion":"1\u001b[31m"}""", "says that it has the version '1?[31m'")]
    [DataRow("oci-layout", """{"imageLayoutVersion":1}""", "does not say 'imageLayoutVersion'")]
    [DataRow("oci-layout", """{"imagelayoutversion":"1.0.0"}""", "does not say 'imageLayoutVersion'")]
    [DataRow("oci-layout", "{}", "does not say 'imageLayoutVersion'")]
    [DataRow("oci-layout", "[]", "does not say 'imageLayoutVersion'")]
    [DataRow("oci-layout", "1.0.0", "does not say 'imageLayoutVersion'")]
    [DataRow("oci-layout", "\0\0", "does not say 'imageLayoutVersion'")]
    [DataRow("oci-layout", "", "its 'oci-layout' is empty")]
    [DataRow("oci-layout/x", "", "its 'oci-layout' is a folder")]
    [DataRow("notes.txt", "mine", "it has 'notes.txt', and no file 'oci-layout'")]
    [DataRow(".hidden", "mine", "it has '.hidden', and no file 'oci-layout'")]
    [DataRow("index.json", "{}", "it has 'index.json', and no file 'oci-layout'")]
    [DataRow("src/Program.cs", "mine", "it has 'src', and no file 'oci-layout'")]
    [DataRow("blobs/sha256/0000", "mine", "it has 'blobs/sha256/0000', and no file 'oci-layout'")]
    [DataRow("blobs/mine/.x.part", "mine", "it has 'blobs/mine', and no file 'oci-layout'")]
    [DataRow("OCI-LAYOUT.txt", Version1, "it has 'OCI-LAYOUT.txt', and no file 'oci-layout'")]
    public void A_folder_that_is_something_else_is_refused_and_stays_as_it_is(string file, string text, string found)
    {
        using var project = new PackFixture();
        project.Write($"mine/{file}", text);
        project.Task.LayoutDirectory = project["mine"];
        AssertRefused(project, found);
        Assert.AreSequenceEqual([project[$"mine/{file}"]], Directory.GetFiles(project["mine"], "*", SearchOption.AllDirectories));
        Assert.AreEqual(text, File.ReadAllText(project[$"mine/{file}"]));
        Assert.IsFalse(Directory.Exists(project["obj/ociartifacts/layers"]));
    }

    [TestMethod]
    [DataRow("# Widget", DisplayName = "a short text")]
    [DataRow("long", DisplayName = "a long text")]
    public void A_file_that_is_no_archive_is_not_replaced_by_one(string text)
    {
        using var project = new PackFixture();
        if (text == "long") text = new string('x', 4000);
        project.Write("README.md", text);
        project.Task.ArchivePath = project["README.md"];
        StringAssert.StartsWith(
            project.Fail(),
            $"OCIA3010: '{project["README.md"]}' should become an image layout as a tar archive, but is a file of another kind, which "
                + "would be lost.");
        Assert.AreEqual(text, File.ReadAllText(project["README.md"]));
    }

    [TestMethod]
    [DataRow(".", "it has '")]
    [DataRow("/", "it has '")]
    [DataRow("App.csproj", "it is a file")]
    public void Neither_the_project_nor_a_root_nor_a_file_is_a_layout(string place, string found)
    {
        using var project = new PackFixture();
        project.Write("App.csproj", "<Project />");
        project.Task.LayoutDirectory = place == "/" ? Path.GetPathRoot(project["."])! : Path.TrimEndingDirectorySeparator(project[place]);
        AssertRefused(project, found);
    }

    [TestMethod]
    public void The_default_folder_is_refused_too_where_it_is_something_else()
    {
        using var project = new PackFixture();
        project.Write("bin/oci/notes.txt", "mine");
        project.Task.LayoutDirectory = project.Task.DefaultLayoutDirectory = project["bin/oci"];
        AssertRefused(project, "it has 'notes.txt'");
        Assert.IsFalse(File.Exists(project["obj/ociartifacts/layout.made"]));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_link_to_a_folder_that_is_something_else_is_refused()
    {
        using var project = new PackFixture();
        project.Write("mine/notes.txt", "mine");
        Directory.CreateSymbolicLink(project["link"], project["mine"]);
        project.Task.LayoutDirectory = project["link"];
        AssertRefused(project, "it has 'notes.txt'");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(".0123.part")]
    [DataRow("blobs/sha256/.0123.part")]
    [DataRow("blobs/sha512/.0123.part")]
    [DataRow(".gitkeep")]
    [DataRow(".DS_Store")]
    [DataRow("desktop.ini")]
    public void A_folder_that_is_empty_or_has_what_a_stopped_write_left_becomes_one(string leftover)
    {
        using var project = new PackFixture();
        Directory.CreateDirectory(project["new"]);
        if (leftover.Length > 0) project.Write($"new/{leftover}", "half");
        project.Task.LayoutDirectory = project["new"];
        project.Pack();
        Assert.AreEqual(Version1, File.ReadAllText(project["new/oci-layout"]));
        Assert.IsTrue(File.Exists(project["new/index.json"]));
    }

    [TestMethod]
    [DataRow(Version1)]
    [DataRow("""{ "imageLayoutVersion" : "1.0.0", "more": [1] }""" + "\n")]
    public void A_layout_of_another_tool_is_added_to_and_its_other_files_stay(string marker)
    {
        using var project = new PackFixture();
        project.Write("other/oci-layout", marker);
        project.Write("other/index.json", """{"schemaVersion":2,"manifests":[]}""");
        project.Write("other/notes.txt", "mine");
        project.Task.LayoutDirectory = project["other"];
        project.Pack();
        Assert.AreEqual(marker, File.ReadAllText(project["other/oci-layout"]));
        Assert.AreEqual("mine", File.ReadAllText(project["other/notes.txt"]));
        Assert.AreEqual(1, project.Json("other/index.json").GetProperty("manifests").GetArrayLength());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void What_the_project_made_itself_is_noted_for_cleaning_and_nothing_else(bool wasThere)
    {
        using var project = new PackFixture();
        if (wasThere) project.Write("bin/oci/oci-layout", Version1);
        project.Task.LayoutDirectory = project.Task.DefaultLayoutDirectory = project["bin/oci"];
        project.Pack();
        Assert.AreEqual(!wasThere, File.Exists(project["obj/ociartifacts/layout.made"]));
    }

    private static void AssertRefused(PackFixture project, string found)
    {
        var error = project.Fail();
        StringAssert.StartsWith(error, $"OCIA3010: '{project.Task.LayoutDirectory}' should become an image layout");
        Assert.Contains(found, error, StringComparison.Ordinal);
    }
}

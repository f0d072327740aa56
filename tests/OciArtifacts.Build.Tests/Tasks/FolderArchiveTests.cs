using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>
/// The archive of a folder has the files that its type requires, and no files that its client refuses.
/// </summary>
[TestClass]
public sealed class FolderArchiveTests
{
    private const string Chart = "apiVersion: v2\nname: widget\nversion: 1.2.3\n";

    [TestMethod]
    public void Numbers_of_a_chart_are_texts_as_Helm_reads_them()
    {
        using var project = OfChart("appVersion: 1.10\nkeywords: [1, true]\nannotations: { a: 1, b: true, c: }\nicon:\n");
        project.Pack();
        Assert.AreEqual(
            """{"apiVersion":"v2","name":"widget","version":"1.2.3","appVersion":"1.1","keywords":["1","true"],"annotations":"""
                + """{"a":"1","b":"true","c":""}}""",
            System.Text.Encoding.UTF8.GetString(project.ConfigBytes));
    }

    [TestMethod]
    public void A_number_is_no_version_and_is_corrected_in_the_chart()
    {
        using var project = OfChart("");
        project.Write("chart/Chart.yaml", Chart.Replace("1.2.3", "1.2", StringComparison.Ordinal));
        Assert.AreEqual(
            "OCIA5008: Helm chart is looked for by its version, and that in Chart.yaml is '1.2', which is no semantic version. Write "
                + "one like 1.2.3 there.",
            project.Fail());
    }

    [TestMethod]
    public void A_chart_without_its_dependencies_is_an_error()
    {
        using var project = OfChart("dependencies: [{ name: redis, version: 1.0.0 }]\n");
        StringAssert.StartsWith(project.Fail(), "OCIA5001: The chart has dependencies that are not in its folder charts: redis.");
        using var whole = OfChart("dependencies: [{ name: redis, version: 1.0.0 }]\n");
        whole.Write("chart/charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 1.0.0\n");
        whole.Pack();
    }

    [TestMethod]
    public void What_helmignore_leaves_out_is_not_looked_at()
    {
        using var project = OfChart("");
        project.Write("chart/charts/README.md", "text");
        StringAssert.StartsWith(project.Fail(), $"OCIA5001: '{project["chart/charts/README.md"]}' is in charts/ and is no chart");
        using var other = OfChart("");
        other.Write("chart/charts/README.md", "text");
        other.Write("chart/.helmignore", "charts/README.md\n");
        other.Pack();
    }

    [TestMethod]
    public void A_large_file_of_a_chart_is_an_error()
    {
        using var project = OfChart("");
        project.Write("chart/files/large.bin", new byte[(5 * 1024 * 1024) + 1]);
        Assert.AreEqual(
            $"OCIA5001: '{project["chart/files/large.bin"]}' has 5242881 bytes, and a file in the layer 'chart' of Helm chart may "
                + "have 5242880. Take it out, or name it in .helmignore.",
            project.Fail());
    }

    [TestMethod]
    [DataRow(
        "devcontainer-feature", "devcontainer-feature.json", "install.sh",
        "Dev Container Feature has to have install.sh in its layer 'feature'")]
    [DataRow(
        "devcontainer-template",
        "devcontainer-template.json",
        ".devcontainer.json",
        "Dev Container Template has to have .devcontainer.json or .devcontainer/devcontainer.json in its layer 'template'")]
    [DataRow(
        "devcontainer-template",
        "devcontainer-template.json",
        ".devcontainer/devcontainer.json",
        "Dev Container Template has to have .devcontainer.json or .devcontainer/devcontainer.json in its layer 'template'")]
    public void A_file_that_its_reader_wants_is_missed(string type, string metadata, string file, string error)
    {
        using var project = OfContent(type, metadata);
        StringAssert.StartsWith(
            project.Fail(), $"OCIA5001: {error}, and '{project["content"]}' has none: it has {metadata}. Add the file.");
        using var whole = OfContent(type, metadata);
        whole.Write($"content/{file}", "{}");
        whole.Pack();
    }

    private static PackFixture OfChart(string more)
    {
        var project = Of("helm-chart", "chart");
        project.Write("chart/Chart.yaml", Chart + more);
        return project;
    }

    private static PackFixture OfContent(string type, string metadata)
    {
        var project = Of(type, "content");
        project.Write($"content/{metadata}", """{ "id": "hello", "version": "1.2.3", "name": "Hello" }""");
        return project;
    }

    private static PackFixture Of(string type, string folder)
    {
        var project = new PackFixture();
        project.Task.ArtifactType = type;
        project.Task.PublishDirectory = "";
        project.Task.IncludesPublishOutputByDefault = true;
        project.Task.Files = [Item(folder)];
        return project;
    }
}

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>
/// Clients that read a folder as one archive: Helm, the dev container CLI, OpenTofu. Bicep reads one file.
/// </summary>
[TestClass]
public sealed class FolderClientTests
{
    // helm/helm 4.2, pkg/registry/client.go and pkg/chart/loader/archive: the config and the chart layer by their
    // types, one folder at the top, Chart.yaml in it; .helmignore is packed, what it names is not.
    [TestMethod]
    public void Helm_loads_the_chart_that_it_pulls()
    {
        string[] files =
            ["Chart.yaml", "values.yaml", "templates/deploy.yaml", "templates/.swp", ".helmignore", "notes.txt", "ci/values.yaml"];
        using var published = Published.Of("helm-chart", project =>
        {
            foreach (var file in files) project.Write($"widget/{file}", "a: 1\n");
            project.Write(
                "widget/Chart.yaml", "apiVersion: v2\nname: widget\nversion: 1.2.3\nappVersion: 1.16\nannotations: { tier: 1 }\n");
            project.Write("widget/.helmignore", "# ours\nci/\n*.txt\n");
            (project.Task.Files, project.Task.Repository) = ([Item("widget")], "charts/widget");
        });
        Assert.AreEqual("application/vnd.cncf.helm.config.v1+json", published.ConfigType);
        Assert.AreEqual(
            """{"apiVersion":"v2","name":"widget","version":"1.2.3","appVersion":"1.16","annotations":{"tier":"1"}}""",
            published.Config.GetRawText());
        var chart = published.Layers.Single(layer => layer.MediaType == "application/vnd.cncf.helm.chart.content.v1.tar+gzip");
        Assert.AreSequenceEqual(
            ["widget/.helmignore", "widget/Chart.yaml", "widget/templates/deploy.yaml", "widget/values.yaml"],
            chart.Files().Keys.Order(StringComparer.Ordinal));
        Assert.AreEqual(
            "widget 1.2.3",
            $"{published.Annotations["org.opencontainers.image.title"]} {published.Annotations["org.opencontainers.image.version"]}");
    }

    // devcontainers/cli f683c29, containerCollectionsOCIPush.ts: the config is {} of one type, one plain tar whose
    // paths begin with ./, and the metadata as an annotation.
    [TestMethod]
    [DataRow("devcontainer-feature", "feature", "install.sh")]
    [DataRow("devcontainer-template", "template", ".devcontainer/devcontainer.json")]
    public void The_dev_container_CLI_reads_what_it_would_have_pushed(string type, string kind, string needed)
    {
        var metadata = $$"""{"id":"tool","version":"1.2.3","name":"Tool"}""";
        using var published = Published.Of(type, project =>
        {
            project.Write($"tool/devcontainer-{kind}.json", metadata);
            project.Write($"tool/{needed}", "{}");
            project.Write("tool/.gitignore", "x");
            (project.Task.Files, project.Task.Repository) = ([Item("tool")], "features/tool");
        });
        Assert.AreEqual("application/vnd.devcontainers {}", $"{published.ConfigType} {published.Config.GetRawText()}");
        var layer = published.Layers.Single();
        Assert.AreEqual($"application/vnd.devcontainers.layer.v1+tar devcontainer-{kind}-tool.tgz", $"{layer.MediaType} {layer.Title}");
        Assert.AreSequenceEqual(
            new[] { "./.gitignore", $"./{needed}", $"./devcontainer-{kind}.json" }.Order(StringComparer.Ordinal),
            layer.Files().Keys.Order(StringComparer.Ordinal));
        Assert.AreEqual(
            "tool", JsonDocument.Parse(published.Annotations["dev.containers.metadata"]).RootElement.GetProperty("id").GetString());
        Assert.AreEqual($"devcontainer_{kind}", published.Annotations["com.github.package.type"]);
    }

    // opentofu/opentofu f831fa1, internal/getmodules/oci_getter.go: the artifact type, exactly one archive/zip, and the
    // files of the module at its top.
    [TestMethod]
    public void OpenTofu_finds_the_module_at_the_top_of_the_only_zip()
    {
        using var published = Published.Of("opentofu-module", project =>
        {
            project.Write("vpc/main.tf", "# main");
            project.Write("vpc/modules/a/main.tf", "# a");
            project.Write("vpc/.git/config", "x");
            project.Task.Files = [Item("vpc")];
        });
        Assert.AreEqual("application/vnd.opentofu.modulepkg", published.ArtifactType);
        using var zip = new ZipArchive(new MemoryStream(published.Layers.Single(layer => layer.MediaType == "archive/zip").Bytes));
        Assert.AreSequenceEqual(
            ["main.tf", "modules/a/main.tf"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    // Azure/bicep, OciModuleArtifactResult: the type of the artifact or of the config, and the one layer with the
    // template.
    [TestMethod]
    public void Bicep_finds_the_template_in_the_layer_of_its_type()
    {
        using var published = Published.Of("bicep-module", project =>
        {
            project.Write("main.json", """{"$schema":"x","resources":[]}""");
            project.Task.Files = [Item("main.json")];
        });
        Assert.AreEqual(
            "application/vnd.ms.bicep.module.artifact application/vnd.ms.bicep.module.config.v1+json",
            $"{published.ArtifactType} {published.ConfigType}");
        Assert.AreEqual(
            """{"$schema":"x","resources":[]}""",
            Encoding.UTF8.GetString(
                published.Layers.Single(layer => layer.MediaType == "application/vnd.ms.bicep.module.layer.v1+json").Bytes));
    }

    // apptainer/sif, pkg/sif and apptainer internal/pkg/client/oras: one layer of one type; SifImageTests has the file
    // itself.
    [TestMethod]
    public void Apptainer_refuses_what_is_no_image_and_so_is_it_here() => StringAssert.Contains(
        Published.FailureOf("sif", project =>
        {
            project.Write("a.sif", new string('x', 200));
            project.Task.Files = [Item("a.sif")];
        }),
        "no Singularity image");
}

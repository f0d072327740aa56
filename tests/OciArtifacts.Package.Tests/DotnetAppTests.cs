using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>The default artifact: a .NET app, cut into layers by where its files came from.</summary>
[TestClass]
public sealed class DotnetAppTests : SampleTests
{
    [TestMethod]
    [DataRow("ConsoleApp")]
    [DataRow("WebApp")]
    [DataRow("SelfContainedApp")]
    public async Task All_layers_unpacked_over_one_folder_are_the_publish_folder(string name)
    {
        var sample = await PublishedAsync(name);
        var published = FileTree.Of(sample.PublishFolder);
        Assert.AreEqual(published.ToString(), sample.Layout.Unpack().ToString());
        Assert.IsEmpty(sample.Layout.Unreferenced);
        Assert.Contains($"{name}.dll", published.Paths);
        if (!OperatingSystem.IsWindows())
        {
            Assert.IsTrue(published.ModeOf(name).HasFlag(UnixFileMode.OtherExecute), "Nothing here is executable.");
        }
    }

    [TestMethod]
    [DataRow("ConsoleApp", "packages projects resources.de resources.fr symbols app")]
    [DataRow("WebApp", "symbols app generated")]
    [DataRow("SelfContainedApp", "runtime symbols app")]
    public async Task Layers_stand_from_least_to_most_volatile_and_are_named_after_what_they_hold(string name, string layers)
    {
        var sample = await PublishedAsync(name);
        var manifest = sample.Layout.Manifest;
        var names = layers.Split(' ');
        Assert.AreSequenceEqual(
            names.Select(layer => $"{name.ToLowerInvariant()}.{layer}.tar.gz"),
            manifest.Layers.Select(layer => layer.Title));
        Assert.AreSequenceEqual(
            names.Select(layer => $"application/vnd.ociartifacts.dotnet-app.{layer.Split('.')[0]}.layer.v1.tar+gzip"),
            manifest.Layers.Select(layer => layer.MediaType));
        Assert.AreSequenceEqual(names, sample.Report.LayerNames);
    }

    [TestMethod]
    public async Task Each_file_is_in_the_layer_of_its_origin()
    {
        var layout = (await PublishedAsync("ConsoleApp")).Layout;
        Assert.AreSequenceEqual(["Humanizer.dll", "Newtonsoft.Json.dll"], Files(layout, "packages"));
        Assert.AreSequenceEqual(["ConsoleApp.Library.dll"], Files(layout, "projects"));
        Assert.AreSequenceEqual(["de/ConsoleApp.Library.resources.dll", "de/Humanizer.resources.dll"], Files(layout, "resources.de"));
        Assert.AreSequenceEqual(["ConsoleApp.Library.pdb", "ConsoleApp.pdb"], Files(layout, "symbols"));
        Assert.AreSequenceEqual(
            ["ConsoleApp", "ConsoleApp.deps.json", "ConsoleApp.dll", "ConsoleApp.runtimeconfig.json"],
            Files(layout, "app"));
    }

    [TestMethod]
    public async Task A_layer_of_the_project_takes_the_files_that_it_names_and_all_are_the_publish_folder_still()
    {
        var sample = await CopyOfAsync("ConsoleApp");
        sample.Edit("ConsoleApp.csproj", "</Project>", """
            <ItemGroup>
              <OciArtifactLayer Include="vendor" Packages="newtonsoft.*" Order="150" />
              <OciArtifactLayer Include="settings" Files="**/*.json" />
            </ItemGroup>
            </Project>
            """);
        await sample.PublishAsync();
        Assert.AreSequenceEqual(
            ["vendor", "packages", "projects", "resources.de", "resources.fr", "symbols", "app", "settings"],
            sample.Report.LayerNames);
        Assert.AreSequenceEqual(["Newtonsoft.Json.dll"], Files(sample.Layout, "vendor"));
        Assert.AreSequenceEqual(["Humanizer.dll"], Files(sample.Layout, "packages"));
        Assert.AreSequenceEqual(["ConsoleApp.deps.json", "ConsoleApp.runtimeconfig.json"], Files(sample.Layout, "settings"));
        Assert.AreEqual("application/vnd.ociartifacts.dotnet-app.vendor.layer.v1.tar+gzip", sample.Layout.Manifest.Layers[0].MediaType);
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), sample.Layout.Unpack().ToString());
    }

    [TestMethod]
    public async Task The_config_says_how_the_app_is_run_and_what_is_in_which_layer()
    {
        var layout = (await PublishedAsync("ConsoleApp")).Layout;
        Assert.AreEqual("application/vnd.ociartifacts.dotnet-app.config.v1+json", layout.Manifest.Config.MediaType);
        using var config = JsonDocument.Parse(layout.Read(layout.Manifest.Config));
        using var wanted = JsonDocument.Parse(
            """
            {
              "targetFramework": "net10.0", "selfContained": false, "entryPoint": "ConsoleApp.dll",
              "layers": [
                {
                  "name": "packages",
                  "packages": [{"id": "Humanizer.Core", "version": "2.14.1"}, {"id": "Newtonsoft.Json", "version": "13.0.3"}]
                },
                {"name": "projects", "projects": ["ConsoleApp.Library"]},
                {
                  "name": "resources.de",
                  "packages": [{"id": "Humanizer.Core.de", "version": "2.14.1"}], "projects": ["ConsoleApp.Library"]
                },
                {
                  "name": "resources.fr",
                  "packages": [{"id": "Humanizer.Core.fr", "version": "2.14.1"}], "projects": ["ConsoleApp.Library"]
                },
                {"name": "symbols", "projects": ["ConsoleApp.Library"]},
                {"name": "app"}
              ]
            }
            """);
        Assert.IsTrue(JsonElement.DeepEquals(wanted.RootElement, config.RootElement), config.RootElement.ToString());
    }

    [TestMethod]
    public async Task A_self_contained_app_has_its_runtime_in_a_layer_and_says_for_which_platform_it_is()
    {
        var sample = await PublishedAsync("SelfContainedApp");
        Assert.Contains("System.Private.CoreLib.dll", Files(sample.Layout, "runtime"));
        using var config = JsonDocument.Parse(sample.Layout.Read(sample.Layout.Manifest.Config));
        Assert.IsTrue(config.RootElement.GetProperty("selfContained").GetBoolean());
        Assert.AreEqual(
            System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier,
            config.RootElement.GetProperty("runtimeIdentifier").GetString());
        Assert.IsFalse(string.IsNullOrEmpty(sample.Report.Text("platform")));
    }

    [TestMethod]
    public async Task A_web_app_comes_with_its_static_files_and_web_config()
    {
        var layout = (await PublishedAsync("WebApp")).Layout;
        var app = Files(layout, "app");
        foreach (var file in (string[])["web.config", "wwwroot/index.html", "wwwroot/css/site.css", "appsettings.json"])
        {
            Assert.Contains(file, app);
        }

        // This file has the times of other files, so each clean build changes it.
        Assert.AreSequenceEqual(["WebApp.staticwebassets.endpoints.json"], Files(layout, "generated"));
        Assert.AreSequenceEqual(["2.0.0-beta.1"], layout.Tags);
    }

    private static IReadOnlyCollection<string> Files(LayoutReader layout, string name) =>
        layout.Unpack(layout.Manifest.Layers.Single(layer => layer.Title.EndsWith($"app.{name}.tar.gz", StringComparison.Ordinal))).Paths;
}

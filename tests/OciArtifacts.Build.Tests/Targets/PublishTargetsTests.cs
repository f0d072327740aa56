using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Targets;

[TestClass]
[DoNotParallelize]
public sealed class PublishTargetsTests
{
    [TestMethod]
    public void Publishing_packs_and_says_where_the_artifact_is()
    {
        using var project = Published("Publish");
        Assert.IsTrue(File.Exists(project["bin/Release/net10.0/oci/index.json"]));
        StringAssert.Contains(
            project.All, $"My.App -> {project["bin/Release/net10.0/oci"]}:1.2.3@{project.Built!.GetPropertyValue("OciArtifactDigest")}");
        var item = project.Built.GetItems("GeneratedOciArtifact").Single();
        Assert.AreEqual(project["bin/Release/net10.0/oci"], item.EvaluatedInclude);
        Assert.AreEqual("false", item.GetMetadataValue("Pushed"));
        CollectionAssert.DoesNotContain(project.Targets.ToArray(), "PushOciArtifact");
    }

    [TestMethod]
    public void The_plan_is_written_where_a_project_asks_for_it_and_a_binary_log_embeds_it()
    {
        using var project = Published(
            "Publish", "<PropertyGroup><_OciArtifactPlanFile>obj/plan.json</_OciArtifactPlanFile></PropertyGroup>");
        Assert.IsTrue(File.Exists(project["obj/plan.json"]));
        Assert.AreEqual(project["obj/plan.json"], project.Built!.GetItems("EmbedInBinlog").Single().EvaluatedInclude);
    }

    [TestMethod]
    public void In_the_web_SDKs_the_hook_is_behind_AfterPublish()
    {
        using var project = Published("Publish", "<PropertyGroup><SupportsDeployOnBuild>true</SupportsDeployOnBuild></PropertyGroup>");
        var targets = project.Targets.ToList();
        Assert.IsGreaterThan(targets.IndexOf("AfterPublish"), targets.IndexOf("PackOciArtifact"));
        Assert.AreEqual(1, targets.Count(target => target == "PackOciArtifact"));
    }

    [TestMethod]
    [DataRow("Publish")]
    [DataRow("PublishOciArtifact")]
    public void What_native_compilation_copies_behind_Publish_is_there_before_it_is_packed(string target)
    {
        using var project = new TargetsProject
        {
            Behind = """
                <Target Name="CopyNativeBinary" AfterTargets="Publish" />
                <Target Name="_CopyAotSymbols" AfterTargets="Publish" />
                """,
        };
        Assert.IsTrue(
            project.Build(target, "<PropertyGroup><PublishAot>true</PublishAot><NativeBinary>app</NativeBinary></PropertyGroup>"),
            project.All);
        var targets = project.Targets.ToList();
        Assert.IsLessThan(targets.IndexOf("PackOciArtifact"), targets.IndexOf("_CopyAotSymbols"));
        Assert.AreEqual(1, targets.Count(name => name == "PackOciArtifact"));
    }

    [TestMethod]
    [DataRow("PublishOciArtifact", "false")]
    [DataRow("IsPublishable", "false")]
    public void Nothing_is_made_of_a_project_that_is_not_published(string property, string value)
    {
        using var project = Published("Publish", $"<PropertyGroup><{property}>{value}</{property}></PropertyGroup>");
        CollectionAssert.DoesNotContain(project.Targets.ToArray(), "PackOciArtifact");
        Assert.IsFalse(Directory.Exists(project["obj"]));
    }

    [TestMethod]
    [DataRow("PackOciArtifact", false)]
    [DataRow("PackOciArtifact", true)]
    [DataRow("PublishOciArtifact", false)]
    [DataRow("PublishOciArtifact", true)]
    public void A_target_that_is_asked_for_by_name_publishes_first_and_once(string target, bool isWeb)
    {
        using var project = Published(
            target, $"<PropertyGroup><SupportsDeployOnBuild>{(isWeb ? "true" : "")}</SupportsDeployOnBuild></PropertyGroup>");
        var targets = project.Targets.ToList();
        Assert.IsLessThan(targets.IndexOf("PackOciArtifact"), targets.IndexOf("_Publish"));
        Assert.AreEqual(1, targets.Count(name => name == "_Publish"));
        Assert.AreEqual(1, targets.Count(name => name == "PackOciArtifact"));
    }

    [TestMethod]
    public async Task With_a_registry_it_is_pushed_and_no_layout_is_written()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Published("Publish", $"""
            <PropertyGroup>
              <OciArtifactRegistry>{registry.Host}</OciArtifactRegistry>
              <OciArtifactTags>1.2.3;latest</OciArtifactTags>
            </PropertyGroup>
            <Target Name="Mine" AfterTargets="AfterPushOciArtifact">
              <Message Importance="high" Text="pushed @(GeneratedOciArtifact)" />
            </Target>
            """);
        Assert.IsFalse(Directory.Exists(project["bin/Release/net10.0/oci"]));
        var digest = project.Built!.GetPropertyValue("OciArtifactDigest");
        StringAssert.Contains(project.All, $"My.App -> {registry.Host}/my.app:1.2.3@{digest}");
        StringAssert.Contains(project.All, $"pushed {registry.Host}/my.app@{digest}");
        Assert.AreEqual("true", project.Built.GetItems("GeneratedOciArtifact").Single().GetMetadataValue("Pushed"));
        CollectionAssert.AreEquivalent(new[] { "1.2.3", "latest" }, registry.Tags("my.app").ToArray());
    }

    [TestMethod]
    public async Task A_registry_is_not_touched_where_pushing_is_switched_off()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Published(
            "Publish",
            $"<PropertyGroup><OciArtifactRegistry>{registry.Host}</OciArtifactRegistry><OciArtifactPush>false</OciArtifactPush>"
                + "</PropertyGroup>");
        Assert.IsEmpty(registry.Requests);
        Assert.IsTrue(File.Exists(project["bin/Release/net10.0/oci/index.json"]));
    }

    [TestMethod]
    public void A_target_of_the_project_can_add_a_file_at_the_last_moment()
    {
        using var project = Published("Publish", """
            <Target Name="Mine" AfterTargets="BeforePackOciArtifact">
              <WriteLinesToFile File="note.txt" Lines="a note" />
              <ItemGroup><OciArtifactFile Include="note.txt" /></ItemGroup>
            </Target>
            """);
        StringAssert.Contains(File.ReadAllText(project["obj/Release/net10.0/ociartifacts/manifest.json"]), "note.txt");
    }

    [TestMethod]
    public async Task A_target_of_the_project_can_name_the_registry_at_the_last_moment()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Published("Publish", $"""
            <Target Name="Mine" AfterTargets="BeforePackOciArtifact">
              <PropertyGroup><OciArtifactRegistry>{registry.Host}</OciArtifactRegistry></PropertyGroup>
            </Target>
            """);
        CollectionAssert.AreEqual(new[] { "1.2.3" }, registry.Tags("my.app").ToArray());
    }

    [TestMethod]
    public void Items_that_the_project_made_before_stay()
    {
        using var project = Published("Publish", """<ItemGroup><GeneratedOciArtifact Include="of another target" /></ItemGroup>""");
        Assert.HasCount(2, project.Built!.GetItems("GeneratedOciArtifact"));
    }

    [TestMethod]
    public void The_project_says_what_the_annotations_are_and_the_fillers_of_the_SDK_say_nothing()
    {
        using var project = Published("Publish", """
            <PropertyGroup>
              <Authors>$(AssemblyName)</Authors><Description>An app.</Description><PackageLicenseExpression>MIT</PackageLicenseExpression>
              <PrivateRepositoryUrl>https://private.example/r.git</PrivateRepositoryUrl><SourceRevisionId>abc</SourceRevisionId>
            </PropertyGroup>
            """);
        StringAssert.Contains(
            File.ReadAllText(project["obj/Release/net10.0/ociartifacts/manifest.json"]),
            """
            "annotations":{"org.opencontainers.image.description":"An app.","org.opencontainers.image.licenses":"MIT","org.opencontainers.image.revision":"abc","org.opencontainers.image.title":"My.App","org.opencontainers.image.version":"1.2.3"}}
            """);
    }

    [TestMethod]
    [DataRow("<RepositoryUrl>https://example.com/r.git</RepositoryUrl>")]
    [DataRow("<PublishRepositoryUrl>true</PublishRepositoryUrl><PrivateRepositoryUrl>https://example.com/r.git</PrivateRepositoryUrl>")]
    [DataRow(
        "<RepositoryUrl>https://x-access-token:secret@example.com/r.git</RepositoryUrl>", DisplayName = "with a token, which is left out")]
    [DataRow(
        "<PublishRepositoryUrl>true</PublishRepositoryUrl><PrivateRepositoryUrl>https://user@example.com/r</PrivateRepositoryUrl>",
        DisplayName = "with a user, which is left out")]
    public void The_source_is_told_where_the_project_tells_it(string properties)
    {
        using var project = Published("Publish", $"<PropertyGroup>{properties}</PropertyGroup>");
        StringAssert.Contains(
            File.ReadAllText(project["obj/Release/net10.0/ociartifacts/manifest.json"]),
            "\"org.opencontainers.image.source\":\"https://example.com/r\"");
    }

    [TestMethod]
    public void Cleaning_deletes_what_was_made_and_nothing_else()
    {
        using var project = Published("Publish");
        Assert.IsTrue(project.Build("CoreClean"), project.All);
        Assert.IsFalse(Directory.Exists(project["bin/Release/net10.0/oci"]));
        Assert.IsFalse(Directory.Exists(project["obj/Release/net10.0/ociartifacts"]));
        Assert.IsTrue(File.Exists(project["bin/Release/net10.0/publish/My.App.dll"]));
    }

    [TestMethod]
    [DataRow(true, "notes.txt")]
    [DataRow(false, "oci-layout")]
    public void Cleaning_leaves_what_the_project_did_not_make(bool isMade, string file)
    {
        using var project = new TargetsProject();
        var path = project[$"bin/Release/net10.0/oci/{file}"];
        if (isMade) Assert.IsTrue(project.Build("Publish"), project.All);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, """{"imageLayoutVersion":"1.0.0"}""");
        if (!isMade) Assert.IsTrue(project.Build("Publish"), project.All);
        Assert.IsTrue(File.Exists(project["bin/Release/net10.0/oci/index.json"]), project.All);
        Assert.IsTrue(project.Build("CoreClean"), project.All);
        Assert.IsTrue(File.Exists(path));
        Assert.AreEqual(!isMade, File.Exists(project["bin/Release/net10.0/oci/index.json"]));
    }

    [TestMethod]
    public void Cleaning_leaves_a_folder_of_that_name_that_is_no_layout()
    {
        using var project = new TargetsProject();
        Directory.CreateDirectory(project["bin/Release/net10.0/oci"]);
        Assert.IsTrue(project.Build("CoreClean"), project.All);
        Assert.IsTrue(Directory.Exists(project["bin/Release/net10.0/oci"]));
    }

    [TestMethod]
    [DataRow("Full", "17.14.0", "10.0.401")]
    [DataRow("Core", "18.0.0", "9.0.300")]
    public void A_host_that_cannot_run_the_tasks_is_told_what_it_needs(string runtime, string msbuild, string sdk)
    {
        using var project = new TargetsProject();
        Assert.IsFalse(project.Build("Publish", $"""
            <PropertyGroup><NETCoreSdkVersion>{sdk}</NETCoreSdkVersion></PropertyGroup>
            <PropertyGroup>
              <_OciArtifactHostRuntime>{runtime}</_OciArtifactHostRuntime>
              <_OciArtifactHostVersion>{msbuild}</_OciArtifactHostVersion>
            </PropertyGroup>
            """));
        Assert.AreEqual("OCIA1001", project.Errors.Single().Code);
    }

    [TestMethod]
    [DataRow("<RuntimeIdentifiers>linux-x64</RuntimeIdentifiers>", "OCIA2018", "has linux-arm64, but")]
    [DataRow("", "OCIA2018", "has linux-x64, linux-arm64, but")]
    public void A_runtime_that_restore_does_not_know_is_an_error_before_anything_is_built(string property, string code, string part)
    {
        using var project = new TargetsProject();
        Assert.IsFalse(project.Build("Publish", $"""
            <PropertyGroup>
              <OciArtifactRuntimeIdentifiers>linux-x64;linux-arm64</OciArtifactRuntimeIdentifiers>
              {property}
            </PropertyGroup>
            """));
        Assert.AreEqual(code, project.Errors.Single().Code);
        StringAssert.Contains(project.Errors.Single().Message, part);
        CollectionAssert.DoesNotContain(project.Targets.ToArray(), "_Publish");
    }

    [TestMethod]
    public void Native_compilation_for_another_system_is_one_error()
    {
        using var project = new TargetsProject();
        Assert.IsFalse(project.Build("Publish", """
            <PropertyGroup>
              <PublishAot>true</PublishAot>
              <RuntimeIdentifiers>linux-x64;win-x64;osx-arm64</RuntimeIdentifiers>
              <OciArtifactRuntimeIdentifiers>$(RuntimeIdentifiers)</OciArtifactRuntimeIdentifiers>
            </PropertyGroup>
            """));
        Assert.AreEqual("OCIA2019", project.Errors.Single().Code);
    }

    [TestMethod]
    public void An_index_of_nothing_is_an_error()
    {
        using var project = new TargetsProject();
        Assert.IsFalse(project.Build("PublishOciArtifactIndex"));
        Assert.AreEqual("OCIA2020", project.Errors.Single().Code);
    }

    private static TargetsProject Published(string target, string body = "")
    {
        var project = new TargetsProject();
        Assert.IsTrue(project.Build(target, body), project.All);
        return project;
    }
}

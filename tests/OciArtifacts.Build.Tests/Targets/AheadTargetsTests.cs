using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The early work that begins while the project is built.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AheadTargetsTests
{
    // The order of an SDK: packages and references are resolved, the compiler runs and triggers targets, the output is
    // published.
    private const string Sdk = """
        <Target Name="ResolvePackageAssets">
          <ItemGroup>
            <ResolvedRuntimePack Include="Runtime" Condition="'$(SelfContained)' != 'false'" />
          </ItemGroup>
        </Target>
        <Target Name="ResolveAssemblyReferences" DependsOnTargets="ResolvePackageAssets" />
        <Target Name="CoreCompile" DependsOnTargets="ResolveAssemblyReferences">
          <CallTarget Targets="$(TargetsTriggeredByCompilation)" />
        </Target>
        <Target Name="CompileFirst" BeforeTargets="ComputeFilesToPublish" DependsOnTargets="CoreCompile" />
        """;

    [TestMethod]
    [DataRow("", "_ResolveOciArtifactTagsEarly _PackPackageLayersEarly")]
    [DataRow("true", "_ResolveOciArtifactTagsEarly _PackPackageLayersEarly")]
    [DataRow("false", "")]
    [DataRow("tags", "_ResolveOciArtifactTagsEarly")]
    [DataRow("layers", "_PackPackageLayersEarly")]
    [DataRow("layers;tags", "_ResolveOciArtifactTagsEarly _PackPackageLayersEarly")]
    public async Task Each_kind_of_work_can_be_switched_off_alone(string ahead, string begun)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Published($"""
            <_IsPublishing>true</_IsPublishing><_OciArtifactAhead>{ahead}</_OciArtifactAhead>
            <OciArtifactRegistry>{registry.Host}</OciArtifactRegistry>
            """);
        Assert.AreEqual(begun, Begun(project));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<_IsPublishing>true</_IsPublishing><PublishOciArtifact>false</PublishOciArtifact>")]
    [DataRow("<_IsPublishing>true</_IsPublishing><IsPublishable>false</IsPublishable>")]
    public void Nothing_begins_in_a_build_that_packs_no_artifact_behind_it(string properties)
    {
        using var project = Published(properties);
        Assert.AreEqual("", Begun(project));
    }

    [TestMethod]
    [DataRow("<Configuration>Release</Configuration>", true, DisplayName = "packs layers of packages")]
    [DataRow("<SelfContained>false</SelfContained>", false)]
    [DataRow("<OciArtifactLayering>Single</OciArtifactLayering>", false)]
    [DataRow("<OciArtifactType>application/vnd.contoso.widget.v1</OciArtifactType>", false)]
    [DataRow("<OciArtifactIncludePublishOutput>false</OciArtifactIncludePublishOutput>", false)]
    [DataRow("<PublishReadyToRun>true</PublishReadyToRun>", false)]
    [DataRow("<PublishTrimmed>true</PublishTrimmed>", false)]
    [DataRow("<PublishSingleFile>true</PublishSingleFile>", false)]
    [DataRow("<PublishAot>true</PublishAot>", false)]
    [DataRow("<RuntimeIdentifier>browser-wasm</RuntimeIdentifier>", false)]
    public void Layers_are_packed_early_where_a_self_contained_app_will_have_them_unchanged(string property, bool isEarly)
    {
        using var project = new TargetsProject { Behind = Sdk };
        project.Build("Publish", $"<PropertyGroup><_IsPublishing>true</_IsPublishing>{property}</PropertyGroup>");
        Assert.AreEqual(isEarly, Begun(project).Contains("_PackPackageLayersEarly", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Layers_are_packed_early_only_where_no_earlier_packing_left_its_digests()
    {
        using var project = new TargetsProject { Behind = Sdk };
        var digests = project["obj/Release/net10.0/ociartifacts/digests.bin"];
        Directory.CreateDirectory(Path.GetDirectoryName(digests)!);
        File.WriteAllText(digests, "");
        Assert.IsTrue(project.Build("Publish", "<PropertyGroup><_IsPublishing>true</_IsPublishing></PropertyGroup>"), project.All);
        Assert.DoesNotContain("_PackPackageLayersEarly", Begun(project));
    }

    [TestMethod]
    [DataRow("<OciArtifactSkipPushIfUnchanged>true</OciArtifactSkipPushIfUnchanged>", DisplayName = "trusts its receipt")]
    [DataRow("<OciArtifactPush>false</OciArtifactPush>", DisplayName = "does not push")]
    [DataRow("<OciArtifactPolicy>policy.json</OciArtifactPolicy>", DisplayName = "obeys a policy")]
    [DataRow("<OciArtifactRegistry />", DisplayName = "names no registry")]
    public async Task No_tags_are_asked_early_in_a_publish_that(string property)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = new TargetsProject { Behind = Sdk };
        File.WriteAllText(project["policy.json"], """{ "rules": [ { "deny": ["a/b"] } ] }""");
        Assert.IsTrue(
            project.Build(
                "Publish",
                $"""
                <PropertyGroup>
                  <_IsPublishing>true</_IsPublishing><_OciArtifactAhead>tags</_OciArtifactAhead>
                  <OciArtifactRegistry>{registry.Host}</OciArtifactRegistry>
                  {property}
                </PropertyGroup>
                """),
            project.All);
        Assert.AreEqual("", Begun(project));
    }

    private static TargetsProject Published(string properties)
    {
        var project = new TargetsProject { Behind = Sdk };
        Assert.IsTrue(project.Build("Publish", $"<PropertyGroup>{properties}</PropertyGroup>"), project.All);
        return project;
    }

    private static string Begun(TargetsProject project) =>
        string.Join(' ', project.Targets.Where(target =>
            target is "_ResolveOciArtifactTagsEarly" or "_PackPackageLayersEarly"));
}

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>Which work begins while the project is built.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AheadTargetsTests
{
    // The order of an SDK: packages and references are resolved, the compiler runs and triggers targets, the output is published.
    private const string Sdk = """
        <Target Name="ResolvePackageAssets" />
        <Target Name="ResolveAssemblyReferences" DependsOnTargets="ResolvePackageAssets" />
        <Target Name="CoreCompile" DependsOnTargets="ResolveAssemblyReferences">
          <CallTarget Targets="$(TargetsTriggeredByCompilation)" />
        </Target>
        <Target Name="CompileFirst" BeforeTargets="ComputeFilesToPublish" DependsOnTargets="CoreCompile" />
        """;

    [TestMethod]
    [DataRow("", "_BeginOciArtifact _BeginOciArtifactLayers _BeginOciArtifactChange")]
    [DataRow("true", "_BeginOciArtifact _BeginOciArtifactLayers _BeginOciArtifactChange")]
    [DataRow("false", "")]
    [DataRow("tags", "_BeginOciArtifact")]
    [DataRow("layers", "_BeginOciArtifactLayers")]
    [DataRow("code", "_BeginOciArtifact _BeginOciArtifactChange")]
    [DataRow("layers;tags", "_BeginOciArtifact _BeginOciArtifactLayers")]
    public void Each_kind_of_work_can_be_switched_off_alone(string ahead, string begun)
    {
        using var project = Published($"<_IsPublishing>true</_IsPublishing><_OciArtifactAhead>{ahead}</_OciArtifactAhead>");
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

    private static TargetsProject Published(string properties)
    {
        var project = new TargetsProject { Behind = Sdk };
        Assert.IsTrue(project.Build("Publish", $"<PropertyGroup>{properties}</PropertyGroup>"), project.All);
        return project;
    }

    private static string Begun(TargetsProject project) =>
        string.Join(' ', project.Targets.Where(target => target.StartsWith("_BeginOciArtifact", StringComparison.Ordinal)));
}

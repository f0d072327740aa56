namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The early work that begins while the project is built.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AheadTargetsTests
{
    // The order of an SDK: packages and references are resolved, the compiler runs and triggers targets, the output is
    // published.
    private const string Sdk = """
        <Target Name="ResolvePackageAssets" />
        <Target Name="ResolveAssemblyReferences" DependsOnTargets="ResolvePackageAssets" />
        <Target Name="CoreCompile" DependsOnTargets="ResolveAssemblyReferences">
          <CallTarget Targets="$(TargetsTriggeredByCompilation)" />
        </Target>
        <Target Name="CompileFirst" BeforeTargets="ComputeFilesToPublish" DependsOnTargets="CoreCompile" />
        """;

    [TestMethod]
    [DataRow("", "_PrepareOciArtifact _PackPackageLayersEarly _PrepareOciArtifactForChange")]
    [DataRow("true", "_PrepareOciArtifact _PackPackageLayersEarly _PrepareOciArtifactForChange")]
    [DataRow("false", "")]
    [DataRow("tags", "_PrepareOciArtifact")]
    [DataRow("layers", "_PackPackageLayersEarly")]
    [DataRow("code", "_PrepareOciArtifact _PrepareOciArtifactForChange")]
    [DataRow("layers;tags", "_PrepareOciArtifact _PackPackageLayersEarly")]
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
        string.Join(' ', project.Targets.Where(target =>
            target.StartsWith("_PrepareOciArtifact", StringComparison.Ordinal) || target == "_PackPackageLayersEarly"));
}

using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The targets check the access to the registry before the compiler runs, and wait for the answer.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AccessTargetsTests
{
    // The order of an SDK: packages are resolved, other projects are built, the compiler runs, the output is published.
    private const string Sdk = """
        <Target Name="ResolvePackageAssets" />
        <Target Name="ResolveProjectReferences" DependsOnTargets="ResolvePackageAssets" />
        <Target Name="CoreCompile" DependsOnTargets="ResolveProjectReferences" />
        <Target Name="CompileFirst" BeforeTargets="ComputeFilesToPublish" DependsOnTargets="CoreCompile" />
        """;

    [TestMethod]
    [DataRow("PublishOciArtifact", "")]
    [DataRow("PushOciArtifact", "")]
    [DataRow("PushOciArtifact", """<ItemGroup><ProjectReference Include="Other.csproj" /></ItemGroup>""")]
    public async Task A_target_that_is_called_by_name_stops_before_the_compiler_where_the_push_cannot_succeed(string target, string more)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = _ => FaultAnswer.Error(403, "DENIED") });
        using var project = new TargetsProject { Behind = Sdk };
        Assert.IsFalse(project.Build(target, Body(registry, "true", more)));
        Assert.AreEqual("OCIA4005", project.Errors.Single().Code);
        Assert.Contains("nothing was built", project.Errors.Single().Message!);
        var targets = project.Targets.ToList();
        Assert.DoesNotContain("CoreCompile", targets);
        Assert.DoesNotContain("_Publish", targets);
        Assert.AreEqual(more.Length == 0, targets.Contains("ResolveProjectReferences"));
    }

    [TestMethod]
    public async Task Where_it_can_succeed_the_project_is_published_and_pushed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = new TargetsProject { Behind = Sdk };
        Assert.IsTrue(project.Build("PublishOciArtifact", Body(registry, "true", "")), project.All);
        Assert.AreEqual("POST", registry.Requests[0].Method);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("my.app"));
    }

    [TestMethod]
    public async Task Without_it_the_push_reports_what_the_registry_refuses()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = _ => FaultAnswer.Error(403, "DENIED") });
        using var project = new TargetsProject { Behind = Sdk };
        Assert.IsFalse(project.Build("PublishOciArtifact", Body(registry, "false", "")));
        Assert.AreEqual("OCIA4005", project.Errors.Single().Code);
        Assert.Contains("CoreCompile", project.Targets.ToList());
    }

    [TestMethod]
    public void A_value_that_is_no_boolean_is_an_error()
    {
        using var project = new TargetsProject { Behind = Sdk };
        Assert.IsFalse(project.Build(
            "PublishOciArtifact",
            "<PropertyGroup><OciArtifactRegistry>localhost:1</OciArtifactRegistry>"
                + "<OciArtifactCheckAccess>ture</OciArtifactCheckAccess></PropertyGroup>"));
        Assert.AreEqual("OCIA2006", project.Errors.Single().Code);
    }

    private static string Body(TestRegistry registry, string checks, string more) => $"""
        <PropertyGroup>
          <OciArtifactRegistry>{registry.Host}</OciArtifactRegistry>
          <OciArtifactCheckAccess>{checks}</OciArtifactCheckAccess>
        </PropertyGroup>
        {more}
        """;
}

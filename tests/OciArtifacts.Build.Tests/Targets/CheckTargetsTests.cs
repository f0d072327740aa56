namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The targets warn once of each name or setting that has no effect.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CheckTargetsTests
{
    private const string BuildTarget = """<Target Name="Build" />""";

    [TestMethod]
    [DataRow(
        "<PropertyGroup><OciArtifactRegistery>secret.example</OciArtifactRegistery></PropertyGroup>", "Did you mean OciArtifactRegistry?")]
    [DataRow("""<ItemGroup><OciArtifactFiles Include="secret.example" /></ItemGroup>""", "Did you mean OciArtifactFile?")]
    [DataRow("""<ItemGroup><OciArtifactAnnotation Include="a.b" Valeu="secret.example" /></ItemGroup>""", "Did you mean Value?")]
    [DataRow("""<Target Name="Mine" AfterTargets="AfterPackOciArtifact" />""", "Did you mean AfterPushOciArtifact?")]
    [DataRow(
        "<PropertyGroup><OciArtifactPassword>secret.example</OciArtifactPassword></PropertyGroup>", "Credentials are never properties")]
    public void A_name_that_has_no_effect_is_a_warning_in_each_publish(string body, string said)
    {
        using var project = new TargetsProject();
        for (var publish = 0; publish < 2; publish++)
        {
            Assert.IsTrue(project.Build("Publish", body), project.All);
            var warning = Warnings(project)[publish];
            StringAssert.StartsWith(warning, "warning OCIA2013: ");
            StringAssert.Contains(warning, said);
            Assert.DoesNotContain("secret.example", warning);
            Assert.HasCount(publish + 1, Warnings(project));
        }
    }

    [TestMethod]
    [DataRow("ContainerRegistry", "", true)]
    [DataRow("ContainerImageTags", "", true)]
    [DataRow("ContainerRegistry", "<OciArtifactPush>false</OciArtifactPush>", false)]
    [DataRow("ContainerRegistry", "<OciArtifactLayoutDirectory>out</OciArtifactLayoutDirectory>", false)]
    [DataRow("ContainerRegistry", "<ContainerBaseImage>base</ContainerBaseImage>", false)]
    [DataRow("ContainerRegistry", "<PublishProfile>DefaultContainer</PublishProfile>", false)]
    [DataRow("ContainerBaseImage", "", false)]
    public void Settings_of_images_are_said_not_to_be_those_of_the_artifact(string name, string more, bool isSaid)
    {
        using var project = Published($"<PropertyGroup><{name}>registry.example</{name}>{more}</PropertyGroup>");
        Assert.AreEqual(
            isSaid ? 1 : 0,
            Warnings(project).Count(warning => warning.StartsWith(
                "warning OCIA2016: These are settings of the SDK's container images, and this publish makes none: "
                    + $"{name} (OciArtifact",
                StringComparison.Ordinal)),
            project.All);
        Assert.HasCount(isSaid ? 1 : 0, Warnings(project));
    }

    [TestMethod]
    [DataRow("ture", false)]
    [DataRow("1", false)]
    [DataRow("yes", true)]
    [DataRow("off", true)]
    [DataRow("FALSE", true)]
    public void The_switch_is_a_boolean(string value, bool isValid)
    {
        using var project = new TargetsProject();
        Assert.AreEqual(
            isValid,
            project.Build("Publish", $"<PropertyGroup><PublishOciArtifact>{value}</PublishOciArtifact></PropertyGroup>"),
            project.All);
        if (!isValid) Assert.AreEqual("OCIA2006", project.Errors.Single().Code);
    }

    [TestMethod]
    [DataRow("<PropertyGroup><OciArtifactRegistry>r.example</OciArtifactRegistry></PropertyGroup>", 1)]
    [DataRow("""<ItemGroup><OciArtifactFile Include="x" /></ItemGroup>""", 1)]
    [DataRow("<!-- <OciArtifactRegistry>r.example</OciArtifactRegistry> -->", 0)]
    [DataRow(
        "<PropertyGroup><PublishOciArtifact>false</PublishOciArtifact><OciArtifactRegistry>r.example</OciArtifactRegistry></PropertyGroup>",
        0)]
    public void A_project_with_settings_of_its_own_that_is_not_publishable_is_told(string body, int warnings)
    {
        using var project = Published($"<PropertyGroup><IsPublishable>false</IsPublishable></PropertyGroup>{body}");
        Assert.AreEqual(
            warnings,
            Warnings(project).Count(warning => warning.StartsWith("warning OCIA2015: My.App has settings", StringComparison.Ordinal)),
            project.All);
    }

    [TestMethod]
    [DataRow("<OutputType>Exe</OutputType>", 1)]
    [DataRow("<OutputType>Library</OutputType><OciArtifactRegistry>r.example</OciArtifactRegistry>", 1)]
    [DataRow("<OutputType>Library</OutputType>", 0)]
    [DataRow("<OutputType>Exe</OutputType><SupportsDeployOnBuild>true</SupportsDeployOnBuild>", 0)]
    [DataRow("<OutputType>Exe</OutputType><PublishOciArtifact>false</PublishOciArtifact>", 0)]
    [DataRow("<OutputType>Exe</OutputType><_IsPublishing>true</_IsPublishing>", 0)]
    public void DeployOnBuild_that_has_no_effect_is_said(string properties, int warnings)
    {
        using var project = new TargetsProject { Behind = BuildTarget };
        Assert.IsTrue(
            project.Build("Build", $"<PropertyGroup><DeployOnBuild>true</DeployOnBuild>{properties}</PropertyGroup>"), project.All);
        Assert.AreEqual(
            warnings,
            Warnings(project).Count(
                warning => warning.StartsWith("warning OCIA2015: DeployOnBuild has no effect", StringComparison.Ordinal)),
            project.All);
    }

    [TestMethod]
    [DataRow("TargetFramework=net9.0", false)]
    [DataRow("RuntimeIdentifier=linux-x64", false)]
    [DataRow("OciArtifactTags=other;TargetFramework=net9.0", true)]
    [DataRow("Anything=else", true)]
    public void Two_artifacts_of_one_build_do_not_get_one_place(string second, bool isAllowed)
    {
        using var project = new TargetsProject
        {
            Behind = $"""
                <Target Name="All">
                  <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Publish" Properties="OciArtifactLayoutDirectory=out" />
                  <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="Publish"
                           Properties="OciArtifactLayoutDirectory=out;IntermediateOutputPath=obj/second/;{second}" />
                </Target>
                """,
        };
        Assert.AreEqual(isAllowed, project.Build("All"), project.All);
        if (isAllowed) return;
        var error = project.Errors.Single();
        Assert.AreEqual("OCIA2014", error.Code);
        StringAssert.Contains(error.Message, $"{project["My.App.csproj"]} net10.0 and ");
        Assert.IsFalse(Directory.Exists(project["obj/second/ociartifacts/layers"]));
    }

    [TestMethod]
    [DataRow("", true)]
    [DataRow("<_OciArtifactStartupDirectory>$(MSBuildProjectDirectory)</_OciArtifactStartupDirectory>", false)]
    [DataRow(
        "<_OciArtifactStartupDirectory>$(MSBuildProjectDirectory)</_OciArtifactStartupDirectory><SolutionPath>/src/All.slnx</SolutionPath>",
        true)]
    public void The_build_is_asked_for_its_identity_only_where_other_projects_may_be_published(string properties, bool isAsked)
    {
        using var project = Published($"<PropertyGroup>{properties}</PropertyGroup>");
        Assert.AreEqual(isAsked, project.Targets.Contains("_IdentifyOciArtifactBuild"));
    }

    private static TargetsProject Published(string body)
    {
        var project = new TargetsProject();
        Assert.IsTrue(project.Build("Publish", body), project.All);
        return project;
    }

    private static List<string> Warnings(TargetsProject project) =>
        [.. project.All.Split('\n').Where(line => line.StartsWith("warning ", StringComparison.Ordinal))];
}

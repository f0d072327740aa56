namespace OciArtifacts.Build.Tests.Targets;

/// <summary>What the targets give to an SBOM.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SbomTargetsTests
{
    private const string Packs = """
        <ItemGroup>
          <ResolvedRuntimePack Include="Runtime" FrameworkName="Microsoft.NETCore.App" />
          <ResolvedRuntimePack Include="Web" FrameworkName="Microsoft.AspNetCore.App" />
          <ResolvedILCompilerPack Include="Compiler" />
        </ItemGroup>
        """;

    private const string Native = "<PropertyGroup><PublishAot>true</PublishAot></PropertyGroup>";

    [TestMethod]
    [DataRow("", "Runtime Web")]
    [DataRow(Native, "Compiler Web")]
    [DataRow(
        Native + """<ItemGroup><ResolvedTargetILCompilerPack Include="NativeRuntime" /></ItemGroup>""",
        "NativeRuntime Web",
        DisplayName = "A newer SDK has a pack for the runtime alone")]
    public void A_native_app_is_compiled_from_a_runtime_of_its_own(string body, string packs) =>
        Assert.AreEqual(packs, Items("_OciArtifactIncludedRuntime", body + Packs));

    [TestMethod]
    [DataRow("C#", "roslyn/csc.dll")]
    [DataRow("VB", "roslyn/vbc.dll")]
    [DataRow("F#", "sdk/fsc.dll")]
    [DataRow("", "")]
    public void The_language_names_the_compiler(string language, string path)
    {
        using var project = Computed($"""
            <PropertyGroup>
              <Language>{language}</Language><RoslynAssembliesPath>roslyn</RoslynAssembliesPath>
              <DotnetFscCompilerPath>"sdk/fsc.dll"</DotnetFscCompilerPath>
            </PropertyGroup>
            """);
        Assert.AreEqual(path, project.Built!.GetPropertyValue("_OciArtifactCompiler"));
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("<UsingBrowserRuntimeWorkload>true</UsingBrowserRuntimeWorkload>", ", wasm-tools 10.0.1")]
    [DataRow("<UsingWasiRuntimeWorkload>true</UsingWasiRuntimeWorkload>", ", wasi-experimental 10.0.1")]
    [DataRow(
        """
        <UsingMobileWorkload>true</UsingMobileWorkload><TargetPlatformIdentifier>Android</TargetPlatformIdentifier>
        <AndroidNETSdkVersion>36.1.2</AndroidNETSdkVersion><UseMaui>true</UseMaui><MauiVersion>10.0.0</MauiVersion>
        """,
        ", android 36.1.2, maui 10.0.0")]
    [DataRow("<UsingMobileWorkload>true</UsingMobileWorkload><TargetPlatformIdentifier>iOS</TargetPlatformIdentifier>", ", ios ")]
    public void The_SDK_and_the_workloads_are_tools_of_the_build(string properties, string workloads)
    {
        using var project = Computed($"""
            <PropertyGroup>
              <NETCoreSdkVersion>10.0.401</NETCoreSdkVersion>
              <BundledNETCoreAppPackageVersion>10.0.1</BundledNETCoreAppPackageVersion>{properties}
            </PropertyGroup>
            """);
        Assert.AreEqual(
            ".NET SDK 10.0.401" + workloads,
            string.Join(", ", project.Built!.GetItems("_OciArtifactBuildTool").Select(
                tool => $"{tool.EvaluatedInclude} {tool.GetMetadataValue("Version")}")));
    }

    private static string Items(string type, string body)
    {
        using var project = Computed(body);
        return string.Join(' ', project.Built!.GetItems(type).Select(item => item.EvaluatedInclude));
    }

    private static TargetsProject Computed(string body)
    {
        var project = new TargetsProject();
        Assert.IsTrue(
            project.Build("_ComputeOciArtifactSettings", $"<PropertyGroup><OciArtifactSbom>spdx</OciArtifactSbom></PropertyGroup>{body}"),
            project.All);
        return project;
    }
}

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
    [DataRow("", ".NET SDK")]
    [DataRow("<PropertyGroup><UsingBrowserRuntimeWorkload>true</UsingBrowserRuntimeWorkload></PropertyGroup>", ".NET SDK wasm-tools")]
    public void The_SDK_and_the_workload_are_tools_of_the_build(string body, string tools) =>
        Assert.AreEqual(tools, Items("_OciArtifactBuildTool", body));

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

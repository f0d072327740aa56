namespace OciArtifacts.Benchmarks;

/// <summary>The projects that are published.</summary>
internal static class Apps
{
    private const string SelfContainedProperties = "<SelfContained>true</SelfContained><RuntimeIdentifier>linux-x64</RuntimeIdentifier>";

    private const string Main = "System.Console.WriteLine(\"hello\");";

    internal static SampleProject Console(Bench bench, string name) => bench.Project(name, "Microsoft.NET.Sdk", "", "", Main);

    internal static string[] Runtimes { get; } = ["linux-x64", "linux-arm64"];

    /// <summary>A self-contained app of two runtimes.</summary>
    // Without the condition, the SDK infers a runtime and makes one image instead of two.
    internal static SampleProject OfTwoRuntimes(Bench bench, string name) => bench.Project(
        name,
        "Microsoft.NET.Sdk.Web",
        "<SelfContained Condition=\"'$(RuntimeIdentifier)' != ''\">true</SelfContained>"
        + $"<RuntimeIdentifiers>{string.Join(';', Runtimes)}</RuntimeIdentifiers>"
        + "<OciArtifactRuntimeIdentifiers>$(RuntimeIdentifiers)</OciArtifactRuntimeIdentifiers>",
        "",
        Main);

    internal static SampleProject SelfContained(Bench bench, string name, string properties = "") => bench.Project(
        name, "Microsoft.NET.Sdk.Web", $"{SelfContainedProperties}{properties}", "", Main);

    /// <summary>An ASP.NET app with about thirty packages.</summary>
    internal static SampleProject Web(Bench bench, string name) => Web(bench, name, "");

    /// <summary>The same, with the runtime.</summary>
    internal static SampleProject SelfContainedWeb(Bench bench, string name) => Web(bench, name, SelfContainedProperties);

    private static SampleProject Web(Bench bench, string name, string properties) => bench.Project(
        name,
        "Microsoft.NET.Sdk.Web",
        properties,
        string.Concat(Packages.Select(package => $"<PackageReference Include=\"{package.Id}\" Version=\"{package.Version}\" />")),
        "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => \"hello\"); app.Run();");

    /// <summary>A console app with many content files.</summary>
    internal static SampleProject Content(Bench bench, string name, int files)
    {
        const string Items = "<Content Include=\"data/**\" CopyToOutputDirectory=\"Never\" CopyToPublishDirectory=\"PreserveNewest\" />";
        var project = bench.Project(name, "Microsoft.NET.Sdk", "", Items, Main);
        var random = new Random(1);
        var bytes = new byte[3 * 1024];
        for (var i = 0; i < files; i++)
        {
            random.NextBytes(bytes);
            bench.Work.Write($"{name}/data/{i / 100}/{i}.txt", Convert.ToBase64String(bytes));
        }

        return project;
    }

    /// <summary>A project whose artifact is made of files alone.</summary>
    internal static SampleProject Files(Bench bench, string name, string items) => bench.Project(
        name,
        "Microsoft.NET.Sdk",
        "<OciArtifactType>application/vnd.contoso.files.v1</OciArtifactType>"
        + "<OciArtifactIncludePublishOutput>false</OciArtifactIncludePublishOutput>",
        items,
        Main);

    // About 40 MB of assemblies, in about thirty packages with those that they need.
    private static readonly (string Id, string Version)[] Packages =
    [
        ("NuGet.Versioning", "7.9.0"), ("Polly.Core", "8.9.1"), ("YamlDotNet", "16.3.0"), ("NJsonSchema", "11.6.2"),
        ("ZstdSharp.Port", "0.8.8"), ("Microsoft.Extensions.FileSystemGlobbing", "10.0.10"), ("CsCheck", "4.9.0"),
        ("Microsoft.Extensions.TimeProvider.Testing", "10.11.0"), ("BenchmarkDotNet", "0.15.8"),
        ("Microsoft.CodeAnalysis.CSharp.Workspaces", "5.6.0"),
    ];
}

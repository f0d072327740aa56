namespace OciArtifacts.Package.Tests.Harness;

/// <summary>The text of projects that are written for one test.</summary>
internal static class ProjectFile
{
    internal const string Sdk = "OciArtifacts.Sdk/0.1.0";

    internal const string Reference =
        """<ItemGroup><PackageReference Include="OciArtifacts.Build" Version="0.1.0" PrivateAssets="all" /></ItemGroup>""";

    /// <summary>A class library.</summary>
    internal static string Library(string framework, params string[] more) => Of($"<TargetFramework>{framework}</TargetFramework>", more);

    /// <summary>A console app.</summary>
    internal static string App(params string[] more) => Of("<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType>", more);

    /// <summary>Any project of the plain SDK.</summary>
    internal static string Of(string properties, params string[] more) => With("Microsoft.NET.Sdk", properties, more);

    /// <summary>A project that is only an artifact.</summary>
    internal static string Artifact(string properties, params string[] more) =>
        With(Sdk, $"<OciArtifactType>application/vnd.contoso.test.v1</OciArtifactType>{properties}", more);

    /// <summary>A project of any SDKs.</summary>
    internal static string With(string sdks, string properties, params string[] more) =>
        $"""
        <Project Sdk="{sdks}">
          <PropertyGroup>{properties}</PropertyGroup>
          {string.Join(Environment.NewLine, more)}
        </Project>
        """;
}

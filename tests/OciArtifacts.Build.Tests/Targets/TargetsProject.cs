using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>
/// A project that imports the props and targets of this repository and, instead of an SDK, has the few targets of an
/// SDK that they hook into: fast, and in process. The package tests publish with real SDKs.
/// </summary>
internal sealed class TargetsProject : IDisposable
{
    private readonly WorkFolder _work = new("targets");
    private readonly EventLog _log = new();

    internal IReadOnlyList<string> Targets => _log.Targets;

    internal IReadOnlyList<BuildErrorEventArgs> Errors => _log.Errors;

    internal string All => _log.All;

    internal ProjectInstance? Built { get; private set; }

    internal string this[string relative] => _work[relative];

    public void Dispose() => _work.Dispose();

    /// <summary>The folder of the imported targets: <c>build</c>, or <c>buildMultiTargeting</c>.</summary>
    internal string Imported { get; init; } = "build";

    /// <summary>The targets of an SDK that stand behind the targets of this package.</summary>
    internal string Behind { get; init; } = "";

    internal bool Build(string target, string body = "")
    {
        var source = SourceFolder();
        var path = _work.Write("My.App.csproj", $"""
            <Project>
              <Import Project="{source}/{Imported}/OciArtifacts.Build.props" />
              <PropertyGroup>
                <OciArtifactsTasksAssembly>{Path.Combine(AppContext.BaseDirectory, "OciArtifacts.Build.dll")}</OciArtifactsTasksAssembly>
                <IntermediateOutputPath>obj/Release/net10.0/</IntermediateOutputPath>
                <OutDir>bin/Release/net10.0/</OutDir>
                <PublishDir>bin/Release/net10.0/publish/</PublishDir>
                <AssemblyName>My.App</AssemblyName>
                <PackageVersion>1.2.3</PackageVersion>
                <TargetFramework>net10.0</TargetFramework>
                <NETCoreSdkVersion>10.0.401</NETCoreSdkVersion>
                <IsPublishable>true</IsPublishable>
              </PropertyGroup>
              {body}
              <Import Project="{source}/{Imported}/OciArtifacts.Build.targets" />
              <Target Name="InitializeSourceControlInformation" />
              <Target Name="ComputeFilesToPublish" />
              <Target Name="_Publish" DependsOnTargets="ComputeFilesToPublish">
                <MakeDir Directories="$(PublishDir)" />
                <WriteLinesToFile File="$(PublishDir)My.App.dll" Lines="app" Overwrite="true" />
              </Target>
              <Target Name="Publish" DependsOnTargets="_Publish" Condition="'$(IsPublishable)' == 'true'" />
              <Target Name="AfterPublish" AfterTargets="Publish" Condition="'$(SupportsDeployOnBuild)' == 'true'" />
              <Target Name="CoreClean" />
              {Behind}
            </Project>
            """);
        using var projects = new ProjectCollection();
        Built = new ProjectInstance(path, new Dictionary<string, string>(), null, projects);
        return Built.Build([target], [_log]);
    }

    internal static string SourceFolder() => Checkout.Path("src/OciArtifacts.Build");
}

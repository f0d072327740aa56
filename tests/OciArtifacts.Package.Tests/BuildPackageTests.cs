using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>The package that projects reference.</summary>
[TestClass]
public sealed class BuildPackageTests() : PackageContentTests("OciArtifacts.Build")
{
    private protected override IReadOnlyList<string> OwnFiles =>
    [
        "build/OciArtifacts.Build.props",
        "build/OciArtifacts.Build.targets",
        "buildMultiTargeting/OciArtifacts.Build.props",
        "buildMultiTargeting/OciArtifacts.Build.targets",
    ];

    private protected override string User => ProjectFile.Library("net10.0", ProjectFile.Reference);
}

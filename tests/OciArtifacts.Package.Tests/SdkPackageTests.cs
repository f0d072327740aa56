using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>The project SDK.</summary>
[TestClass]
public sealed class SdkPackageTests() : PackageContentTests("OciArtifacts.Sdk")
{
    private protected override IReadOnlyList<string> OwnFiles =>
        ["Sdk/NoPublishOutput.targets", "Sdk/OnlyArtifact.props", "Sdk/OnlyArtifact.targets", "Sdk/Sdk.props", "Sdk/Sdk.targets"];

    private protected override string User => ProjectFile.Artifact("");

    [TestMethod]
    public void Its_type_is_that_of_a_project_SDK() =>
        Assert.AreEqual("MSBuildSdk", Nuspec("packageType").Single().Attribute("name")!.Value);

    [TestMethod]
    public void Tasks_targets_and_pages_are_those_of_the_other_package()
    {
        using var other = new BuildPackageTests { TestContext = TestContext };
        Assert.AreSequenceEqual(other.Shared, Shared);
    }
}

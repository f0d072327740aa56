namespace OciArtifacts.Build.Tests.Targets;

/// <summary>What the target <c>AttachOciArtifact</c> attaches.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AttachTargetsTests
{
    [TestMethod]
    [DataRow("Artifact", true)]
    [DataRow("Entries", true)]
    [DataRow("Container", false)]
    public void A_referrer_of_an_image_is_left_out_because_only_the_publish_that_pushes_it_knows_the_image(string of, bool isAttached)
    {
        using var project = new TargetsProject();
        Assert.IsTrue(project.Build("PackOciArtifact"), project.All);
        var digest = project.Built!.GetPropertyValue("OciArtifactDigest");
        File.WriteAllText(project["scan.sarif"], """{"version":"2.1.0","runs":[]}""");
        var built = project.Build("AttachOciArtifact", $"""
            <PropertyGroup><OciArtifactSubject>bin/Release/net10.0/oci@{digest}</OciArtifactSubject></PropertyGroup>
            <ItemGroup><OciArtifactReferrer Include="scan.sarif" Of="{of}" /></ItemGroup>
            """);
        Assert.AreEqual(isAttached, built, project.All);
        if (!isAttached) StringAssert.StartsWith(project.Errors.Single().Message, "There is no OciArtifactReferrer");
    }
}

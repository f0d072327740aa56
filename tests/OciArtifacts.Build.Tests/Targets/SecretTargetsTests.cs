namespace OciArtifacts.Build.Tests.Targets;

[TestClass]
[DoNotParallelize]
public sealed class SecretTargetsTests
{
    [TestMethod]
    [DataRow("OciArtifactRegistry", "OCIA2005")]
    [DataRow("OciArtifactRepository", "OCIA2001")]
    [DataRow("OciArtifactInsecureRegistries", "OCIA2006")]
    [DataRow("OciArtifactTokenHosts", "OCIA2006")]
    public void A_publish_with_a_password_in_a_setting_names_the_setting_and_shows_nothing_of_it(string setting, string code)
    {
        using var project = new TargetsProject();
        Assert.IsFalse(project.Build("Publish", $"""
            <PropertyGroup>
              <OciArtifactRegistry>localhost:1</OciArtifactRegistry>
              <{setting}>https://somebody:s3cret-pw@host.example</{setting}>
            </PropertyGroup>
            """));
        Assert.AreEqual(code, project.Errors.Single().Code);
        StringAssert.StartsWith(project.Errors.Single().Message, $"{setting} holds user info");
        Assert.DoesNotContain("s3cret-pw", project.All);
        Assert.DoesNotContain("somebody", project.All);
    }
}

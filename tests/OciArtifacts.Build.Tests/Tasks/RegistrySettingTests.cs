using OciArtifacts.Build.Items;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The error for an address in place of a registry names the settings that were meant.</summary>
[TestClass]
public sealed class RegistrySettingTests
{
    [TestMethod]
    [DataRow("ghcr.io/team", "OciArtifactRegistry=ghcr.io with OciArtifactRepository=team (or team/name)")]
    [DataRow("https://ghcr.io/team/app/", "OciArtifactRegistry=ghcr.io with OciArtifactRepository=team/app (or team/app/name)")]
    [DataRow("localhost:5000/a", "OciArtifactRegistry=localhost:5000 with OciArtifactRepository=a (or a/name)")]
    [DataRow("oci://ghcr.io/team", "OciArtifactRegistry=ghcr.io with OciArtifactRepository=team (or team/name)")]
    [DataRow("https://ghcr.io", "Was OciArtifactRegistry=ghcr.io meant?")]
    [DataRow("ghcr.io/", "Was OciArtifactRegistry=ghcr.io meant?")]
    public void The_settings_that_were_meant_are_named(string value, string meant)
    {
        var failure = Assert.ThrowsExactly<OciException>(() => RegistrySettings.Registry(value));
        Assert.AreEqual(OciErrorCode.InvalidRegistry, failure.Code);
        Assert.Contains(meant, failure.Message);
    }

    [TestMethod]
    [DataRow("not a host")]
    [DataRow("ghcr.io:port")]
    public void Where_nothing_can_be_meant_the_form_alone_is_said(string value) =>
        Assert.DoesNotContain("meant", Assert.ThrowsExactly<OciException>(() => RegistrySettings.Registry(value)).Message);
}

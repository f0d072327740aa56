using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Definitions;

[TestClass]
public sealed class PlatformPatternTests
{
    private const string Pattern = "*_{os}_{architecture}.zip";

    [TestMethod]
    [DataRow("terraform-provider-contoso_2.0.0_linux_amd64.zip", "linux/amd64")]
    [DataRow("a_b_c_windows_386.zip", "windows/386")]
    [DataRow("_darwin_arm64.zip", "darwin/arm64")]
    public void A_name_says_its_platform(string name, string platform) =>
        Assert.AreEqual(platform, PlatformPattern.Find(Pattern, name)?.ToString());

    [TestMethod]
    [DataRow("linux_amd64.zip")]
    [DataRow("a_linux_amd64.tar")]
    [DataRow("a_linux_amd64.zip.sig")]
    [DataRow("a_linux_amd64xzip")]
    [DataRow("a_linux_.zip")]
    [DataRow("a_LINUX_amd64.zip")]
    public void Another_name_says_none(string name) => Assert.IsNull(PlatformPattern.Find(Pattern, name));

    [TestMethod]
    public void A_long_name_is_read_at_once() =>
        Assert.IsNull(PlatformPattern.Find("*_*_*_*_{os}_{architecture}.zip", new string('_', 10_000)));
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

/// <summary>.NET runtime identifiers and their platforms with the names of GOOS and GOARCH.</summary>
[TestClass]
public sealed class PlatformTests
{
    [TestMethod]
    [DataRow("linux-x64", "linux/amd64")]
    [DataRow("linux-musl-x64", "linux/amd64")]
    [DataRow("linux-x86", "linux/386")]
    [DataRow("linux-arm64", "linux/arm64")]
    [DataRow("linux-musl-arm64", "linux/arm64")]
    [DataRow("linux-bionic-arm64", "linux/arm64")]
    [DataRow("linux-arm", "linux/arm/v7")]
    [DataRow("linux-musl-arm", "linux/arm/v7")]
    [DataRow("linux-armel", "linux/arm/v7")]
    [DataRow("linux-armv6", "linux/arm/v6")]
    [DataRow("linux-s390x", "linux/s390x")]
    [DataRow("linux-ppc64le", "linux/ppc64le")]
    [DataRow("linux-riscv64", "linux/riscv64")]
    [DataRow("linux-loongarch64", "linux/loong64")]
    [DataRow("win-x64", "windows/amd64")]
    [DataRow("win-x86", "windows/386")]
    [DataRow("win-arm64", "windows/arm64")]
    [DataRow("osx-x64", "darwin/amd64")]
    [DataRow("osx-arm64", "darwin/arm64")]
    [DataRow("freebsd-x64", "freebsd/amd64")]
    [DataRow("android-arm64", "android/arm64")]
    [DataRow("ios-arm64", "ios/arm64")]
    [DataRow("browser-wasm", "js/wasm")]
    [DataRow("wasi-wasm", "wasip1/wasm")]
    public void A_runtime_identifier_has_a_platform(string runtimeIdentifier, string platform) =>
        Assert.AreEqual(platform, Platform.FromRuntimeIdentifier(runtimeIdentifier)?.ToString());

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("any")]
    [DataRow("linux")]
    [DataRow("unix")]
    [DataRow("tvos-arm64")]
    [DataRow("maccatalyst-x64")]
    [DataRow("iossimulator-arm64")]
    [DataRow("linux-sparc")]
    [DataRow("Linux-X64")]
    public void What_has_no_such_words_has_no_platform(string? runtimeIdentifier) =>
        Assert.IsNull(Platform.FromRuntimeIdentifier(runtimeIdentifier));

    [TestMethod]
    public void Only_32_bit_arm_has_a_variant()
    {
        Assert.AreEqual(new Platform("arm", "linux") { Variant = "v7" }, Platform.FromRuntimeIdentifier("linux-arm"));
        Assert.AreEqual(new Platform("arm64", "linux"), Platform.FromRuntimeIdentifier("linux-arm64"));
    }
}

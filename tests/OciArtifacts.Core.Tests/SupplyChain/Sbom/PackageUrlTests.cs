using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>Package URLs of NuGet packages and of manifests.</summary>
[TestClass]
public sealed class PackageUrlTests
{
    private static readonly Digest Some = Digest.Sha256("x"u8);

    [TestMethod]
    [DataRow("Newtonsoft.Json", "13.0.3", "pkg:nuget/Newtonsoft.Json@13.0.3")]
    [DataRow("A_b-c", "1.0.0-rc.1+build.5", "pkg:nuget/A_b-c@1.0.0-rc.1%2Bbuild.5")]
    public void A_package_keeps_the_case_of_its_id(string id, string version, string purl) =>
        Assert.AreEqual(purl, PackageUrl.NuGet(id, version));

    [TestMethod]
    public void A_manifest_is_named_by_the_last_part_of_its_name_and_its_digest()
    {
        Assert.AreEqual($"pkg:oci/app@sha256%3A{Some.Encoded}", PackageUrl.Oci("team/App", Some));
        Assert.AreEqual($"pkg:oci/app@sha256%3A{Some.Encoded}?arch=arm64", PackageUrl.Oci("app", Some, "arm64"));
    }
}

using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core.SupplyChain.Sbom;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>What an unpacked package says about itself.</summary>
[TestClass]
public sealed class PackageFactsTests : IDisposable
{
    private readonly WorkFolder _work = new("facts");
    private readonly List<string> _tracked = [];

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("<license type='expression'>MIT OR Apache-2.0</license>", "MIT OR Apache-2.0", "", "")]
    [DataRow("<license type='expression'>Contoso-1.0</license>", "", "Contoso-1.0", "")]
    [DataRow("<license type='file'>L.md</license><licenseUrl>https://aka.ms/deprecateLicenseUrl</licenseUrl>", "", "L.md", "")]
    [DataRow("<licenseUrl>https://licenses.nuget.org/MIT%20AND%20ISC</licenseUrl>", "MIT AND ISC", "", "")]
    [DataRow("<licenseUrl>https://contoso.example/license</licenseUrl>", "", "", "https://contoso.example/license")]
    public void A_license_is_an_expression_a_file_or_an_address(string metadata, string expression, string name, string url) =>
        Assert.AreEqual(new SbomLicense { Expression = expression, Name = name, Url = url }, Read(metadata).License);

    [TestMethod]
    [DataRow("")]
    [DataRow("<licenseUrl>https://aka.ms/deprecateLicenseUrl</licenseUrl>")]
    [DataRow("<licenseUrl>see below</licenseUrl>")]
    public void What_is_no_license_is_none(string metadata) => Assert.IsNull(Read(metadata).License);

    [TestMethod]
    [DataRow("no XML")]
    [DataRow("<package/>")]
    [DataRow("<!DOCTYPE a [<!ENTITY b 'c'>]><package><metadata><authors>&b;</authors></metadata></package>")]
    public void A_broken_nuspec_says_nothing(string text)
    {
        _work.Write("a.nuspec", text);
        Assert.AreEqual(A, Read(["a.nuspec"]));
    }

    [TestMethod]
    [DataRow("no base64 at all")]
    [DataRow("AQID")]
    public void A_hash_of_another_length_is_none(string text)
    {
        _work.Write("a.nupkg.sha512", text);
        Assert.AreEqual("", Read(["a.nupkg.sha512"]).Sha512);
    }

    [TestMethod]
    public void The_hash_is_that_of_the_package_file_and_what_was_read_is_tracked()
    {
        _work.Write("a.nupkg.sha512", Convert.ToBase64String([7, .. new byte[63]]) + "\n");
        Assert.AreEqual($"07{new string('0', 126)}", Read(["a.nupkg.sha512", "missing.nuspec", "lib.dll"]).Sha512);
        Assert.AreSequenceEqual([_work["a.nupkg.sha512"]], _tracked);
    }

    private static SbomComponent A => new(SbomComponentKind.Package, "A", "1.0.0");

    private SbomComponent Read(string metadata)
    {
        _work.Write(
            "a.nuspec",
            $"<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata>{metadata}</metadata></package>");
        return Read(["a.nuspec"]);
    }

    private SbomComponent Read(string[] files) => new PackageFacts(_tracked.Add).Add(A, _work.Path, files);
}

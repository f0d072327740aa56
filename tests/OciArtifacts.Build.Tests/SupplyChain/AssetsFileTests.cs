using System.Text;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>The file in which NuGet records the packages that it resolved.</summary>
[TestClass]
public sealed class AssetsFileTests
{
    [TestMethod]
    [DataRow("net10.0", "net10.0")]
    [DataRow("my-alias", "my-alias")]
    [DataRow(".NETCoreApp,Version=v10.0", ".NETCoreApp,Version=v10.0")]
    [DataRow("net10.0-unknown", "net10.0")]
    public void The_framework_is_found_by_its_alias_and_by_its_full_name(string key, string framework)
    {
        var assets = Parse(Assets.Of(key), ["", framework], "");
        Assert.HasCount(7, assets.Libraries);
        Assert.AreSequenceEqual(["Contoso.Text", "Contoso.Analyzers", "Contoso.Shared"], assets.Direct);
    }

    [TestMethod]
    [DataRow("linux-x64", 8)]
    [DataRow("win-x64", 7)]
    [DataRow("", 7)]
    public void The_packages_of_the_runtime_are_taken_where_there_are_some(string runtime, int count) =>
        Assert.HasCount(count, Parse(Assets.Of("net10.0"), ["net10.0"], runtime).Libraries);

    [TestMethod]
    public void Only_a_package_that_neither_has_nor_depends_on_something_for_run_time_is_of_the_build()
    {
        var libraries = Parse(Assets.Of("net10.0"), ["net10.0"], "linux-x64").Libraries;
        Assert.AreSequenceEqual(["Contoso.Analyzers", "Contoso.Tools"], libraries.Where(library => library.IsBuildOnly).Select(library => library.Name));
    }

    [TestMethod]
    public void A_project_is_known_by_the_name_of_its_file() => Assert.AreEqual(
        "Shared", Parse(Assets.Of("net10.0"), ["net10.0"], "").Libraries.Single(library => library.Name == "Contoso.Shared").Project);

    [TestMethod]
    [DataRow("""{"targets":{},"project":{"frameworks":{}}}""", "it has no packages of net10.0. Restore the project again")]
    [DataRow("no JSON", "")]
    [DataRow("[]", "")]
    [DataRow("{}", "")]
    [DataRow("""{"targets":{"net10.0":{"A":{}}},"project":{"frameworks":{}},"libraries":{},"projectFileDependencyGroups":{}}""", "")]
    public void Another_file_is_an_error_that_names_it(string text, string why)
    {
        var failure = Assert.ThrowsExactly<OciException>(() => Parse(text, ["net10.0"], ""));
        Assert.AreEqual(OciErrorCode.MalformedContent, failure.Code);
        StringAssert.StartsWith(failure.Message, $"'/obj/a.json' cannot be read as the file of resolved packages: {why}");
    }

    private static AssetsFile Parse(string text, IReadOnlyList<string> frameworks, string runtime) =>
        AssetsFile.Parse(Encoding.UTF8.GetBytes(text), "/obj/a.json", frameworks, runtime);
}

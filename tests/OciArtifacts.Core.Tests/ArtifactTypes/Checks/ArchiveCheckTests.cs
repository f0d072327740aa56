using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;
using static OciArtifacts.TestKit.Archives;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>The files of an archive are checked, whether it is packed already or will be packed.</summary>
[TestClass]
public sealed class ArchiveCheckTests : IDisposable
{
    private static readonly LayerRule Rule = new("data", ["application/zip"]) { Format = ContentFormat.Zip };
    private static readonly ArtifactTypeDefinition Gear = new("Gear", "A gear.")
    {
        ArtifactType = "application/vnd.contoso.gear.v1",
        Layers = [Rule],
    };

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("install.sh", "install.sh", true)]
    [DataRow("install.sh", "Install.sh", false)]
    [DataRow("install.sh", "bin/install.sh", false)]
    [DataRow("*/Chart.yaml", "a/Chart.yaml", true)]
    [DataRow("*/Chart.yaml", "Chart.yaml", false)]
    [DataRow("*/Chart.yaml", "a/charts/b/Chart.yaml", false)]
    [DataRow("**/*.rego", "main.rego", true)]
    [DataRow("**/*.rego", "a/b/main.rego", true)]
    [DataRow("**/*.rego", "a/b/main.json", false)]
    [DataRow(".devcontainer.json|.devcontainer/devcontainer.json", ".devcontainer/devcontainer.json", true)]
    [DataRow(".devcontainer.json | .devcontainer/devcontainer.json", ".devcontainer.json", true)]
    [DataRow(".devcontainer.json|.devcontainer/devcontainer.json", "a/.devcontainer.json", false)]
    public void A_file_that_has_to_be_there_is_looked_for_by_its_path_or_a_pattern_of_it(string wanted, string path, bool isThere)
    {
        var rule = Rule with { RequiredEntries = [wanted] };
        Assert.IsTrue(ArchiveCheck.HasRules(rule));
        Assert.HasCount(
            isThere ? 0 : 1, Check(rule, ArchiveContents.Read(_work.Write("a.zip", ZipOf((path, "")))), OciErrorCode.TypeMismatch));
        Assert.HasCount(isThere ? 0 : 1, Check(rule, Files(path), OciErrorCode.TypeMismatch));
    }

    [TestMethod]
    public void The_error_names_the_file_the_place_and_what_there_is()
    {
        var rule = Rule with { RequiredEntries = ["install.sh", "*/a.json|b.json"] };
        Assert.AreSequenceEqual(
            [
                $"Gear has to have install.sh in its layer 'data', and '{_work.Path}' has none: it has bin/INSTALL.sh. Add the file.",
                $"Gear has to have a.json in the folder at its top or b.json in its layer 'data', and '{_work.Path}' has none: it has 1, "
                + "2, 3, 4, 5 and 2 more. Add the file.",
            ],
            Check(rule, Files("bin/INSTALL.sh", "1", "2", "3", "4", "5", "6"), OciErrorCode.TypeMismatch));
        Assert.Contains("has none: it has no file at all.", Check(rule, Files(), OciErrorCode.TypeMismatch)[0], StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_file_that_is_larger_than_the_type_allows_is_named()
    {
        var rule = Rule with { LargestEntry = 3, IgnoreFile = ".ignore" };
        Assert.IsTrue(ArchiveCheck.HasRules(rule));
        _work.Write("small", "abc");
        _work.Write("large", "abcd");
        Assert.AreSequenceEqual(
            [$"'{_work["large"]}' has 4 bytes, and a file in the layer 'data' of Gear may have 3. Take it out, or name it in .ignore."],
            Check(rule, Files("small", "large"), OciErrorCode.TypeMismatch));
        var packed = _work.Write("a.zip", ZipOf(("small", "abc"), ("large", "abcd")));
        Assert.AreSequenceEqual(
            [$"'large' in '{packed}' has 4 bytes, and a file in the layer 'data' of Gear may have 3. Take it out."],
            Check(rule with { IgnoreFile = null }, ArchiveContents.Read(packed), OciErrorCode.TypeMismatch));
    }

    [TestMethod]
    public void The_size_of_a_link_is_that_of_the_file_behind_it()
    {
        File.CreateSymbolicLink(_work["link"], _work.Write("large", "abcd"));
        Assert.HasCount(2, Check(Rule with { LargestEntry = 3 }, Files("large", "link"), OciErrorCode.TypeMismatch));
    }

    [TestMethod]
    public void A_layer_without_rules_is_not_looked_at() => Assert.IsFalse(ArchiveCheck.HasRules(Rule));

    private static IReadOnlyList<string> Check(LayerRule rule, ArchiveContents contents, OciErrorCode code)
    {
        var findings = ArchiveCheck.Check(Gear, rule, contents).ToList();
        foreach (var finding in findings) Assert.AreEqual((code, FindingSeverity.Error), (finding.Code, finding.Severity));
        return [.. findings.Select(finding => finding.Message)];
    }

    private ArchiveContents Files(params string[] paths) =>
        ArchiveContents.FromFiles(_work.Path, paths.Select(path => (path, _work[path])));
}

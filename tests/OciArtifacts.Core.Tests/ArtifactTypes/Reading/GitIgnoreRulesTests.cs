using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>Patterns of .gitignore files, as Flux reads them (fluxcd/pkg, sourceignore/gitignore).</summary>
[TestClass]
public sealed class GitIgnoreRulesTests
{
    [TestMethod]
    [DataRow("*.png", "a.png;d/a.png", "a.png.txt")]
    [DataRow("foo", "foo;d/foo;foo/x;d/foo/x/y", "foox;xfoo")]
    [DataRow("foo/", "foo/x;d/foo/x", "foo;d/foo")]
    [DataRow("/foo", "foo;foo/x", "d/foo")]
    [DataRow("a/b", "a/b;a/b/c", "x/a/b;a/bc")]
    [DataRow("a/*/c", "a/b/c", "a/c;a/b/d/c")]
    [DataRow("**/c", "c;a/c;a/b/c;c/x", "ac")]
    [DataRow("a/**", "a/b;a/b/c", "a;b/a/c")]
    [DataRow("a/**/c", "a/c;a/b/c;a/b/d/c", "a/bc")]
    [DataRow("[ab].txt", "a.txt;d/b.txt", "c.txt")]
    [DataRow("[!ab].txt", "c.txt", "a.txt")]
    [DataRow("?.txt", "a.txt", "ab.txt")]
    [DataRow("\\!a", "!a", "a")]
    [DataRow("\\#a", "#a", "a")]
    [DataRow("*.md|!keep.md", "a.md", "keep.md;d/keep.md")]
    [DataRow("docs/|!docs/keep.md", "docs/a", "docs/keep.md")]
    [DataRow("!keep.md|*.md", "keep.md", "a.txt")]
    [DataRow("# a||  ", "", "a;# a")]
    [DataRow("a ", "a", "a b")]
    [DataRow("a\\ ", "a ", "a")]
    public void A_pattern_keeps_out_what_it_fits(string lines, string ignored, string kept)
    {
        var rules = IgnoreRules.Read("", lines.Split('|'), IgnoreSyntax.Git);
        foreach (var path in Split(ignored)) Assert.IsTrue(rules.Ignores(path), path);
        foreach (var path in Split(kept)) Assert.IsFalse(rules.Ignores(path), path);
    }

    [TestMethod]
    [DataRow("[a")]
    [DataRow("[z-a]")]
    public void What_is_no_pattern_is_an_error(string line) =>
        Failure.With(OciErrorCode.InvalidMetadata, () => IgnoreRules.Read("", [line], IgnoreSyntax.Git));

    private static string[] Split(string paths) => paths.Split(';', StringSplitOptions.RemoveEmptyEntries);
}

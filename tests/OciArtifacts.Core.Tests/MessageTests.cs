using System.Text.RegularExpressions;
using OciArtifacts.TestKit.Sources;

namespace OciArtifacts.Core.Tests;

/// <summary>The library is for every caller: its texts do not name MSBuild or settings of a project.</summary>
[TestClass]
public sealed partial class MessageTests
{
    private static readonly SourceFolder Source = new("src/OciArtifacts.Core");

    private const string NotYet = "ArtifactTypes/";

    // The page for projects has to name their settings.
    private const string PageForProjects = "ArtifactTypes/Catalog/TypeCatalogPage.cs";

    [TestMethod]
    public void No_text_of_the_library_names_a_setting_of_a_project()
    {
        var files = Source.FilesBelow("")
            .Select(file => Path.GetRelativePath(Source.Root, file).Replace('\\', '/'))
            .Where(file => file != PageForProjects && !file.StartsWith(NotYet, StringComparison.Ordinal))
            .ToArray();
        Assert.IsNotEmpty(files);
        Assert.IsEmpty(
            files.SelectMany(file => NamesIn(File.ReadAllText(Path.Combine(Source.Root, file))).Select(name => $"{file}: {name}")));
    }

    // The test must find every name.
    [TestMethod]
    [DataRow("throw new(\"Set OciArtifactRegistry.\");", "OciArtifactRegistry")]
    [DataRow("$\"'{path}' is not what MSBuild wants\"", "MSBuild")]
    [DataRow("\"https://example.com\" + \"OciArtifactTags\"", "OciArtifactTags")]
    public void A_setting_in_a_text_is_found(string code, string name) => Assert.AreSequenceEqual([name], NamesIn(code));

    [TestMethod]
    [DataRow("// OciArtifactRegistry")]
    [DataRow("/// <summary>MSBuild</summary>")]
    [DataRow("\"OciArtifacts.Core\"")]
    public void A_comment_and_the_name_of_the_library_are_no_setting(string code) => Assert.IsEmpty(NamesIn(code));

    private static string[] NamesIn(string code) =>
        [.. Names().Matches(Comments().Replace(code, match => match.Groups["text"].Value)).Select(match => match.Value)];

    // Texts are kept, because "//" in a text does not begin a comment.
    [GeneratedRegex("""//[^\n]*|(?<text>"(\\.|[^"\\\n])*")""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bOciArtifact[A-Z]\w*|\bMSBuild\b", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}

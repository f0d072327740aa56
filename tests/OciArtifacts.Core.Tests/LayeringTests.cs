using System.Text.RegularExpressions;
using OciArtifacts.TestKit.Sources;

namespace OciArtifacts.Core.Tests;

/// <summary>A folder of the library uses only the folders below it, and so does a folder inside of it.</summary>
[TestClass]
public sealed partial class LayeringTests
{
    private static readonly SourceFolder Source = new("src/OciArtifacts.Core");

    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Tar"] = [],
        ["Content"] = ["Model"],
        ["Packing"] = ["Content", "Model", "Tar"],
        ["Layout"] = ["Content", "Model", "Tar"],
        ["Registry"] = ["Content", "Model"],
        ["ArtifactTypes"] = ["Content", "Model"],
        ["Authoring"] = ["ArtifactTypes", "Packing", "Content", "Model"],
        ["SupplyChain"] = ["Packing", "Content", "Model"],
    };

    // From the lowest to the highest: a folder inside uses only those before it. Files at the top of the folder stand
    // at the end, or where Top is. Each folder inside may use a file at the top that uses none of them.
    private static readonly Dictionary<string, string[]> OrderInside = new(StringComparer.Ordinal)
    {
        ["ArtifactTypes"] = ["Definitions", "Reading", "Catalog", "Policies", "Checks"],
        ["Packing"] = ["Compression", "Caching", "Archives", FolderParts.Top, "Ahead"],
        ["Registry"] = ["Credentials", "Transport", "Answers", "Auth", "Http", "Pulls", "Referrers", "Uploads"],
        ["SupplyChain"] = ["Keys", "Dsse", "Statements", "Sbom", "Provenance", "Cosign", "Notation", "Signers", "Trust", "Verification"],
    };

    // Uses against the order that stay, each with its reason. From and To are folders inside, or Top.
    private static readonly (string Folder, string From, string To, string Reason)[] KnownExceptions = [];

    [TestMethod]
    [DataRow("Model")]
    [DataRow("Tar")]
    [DataRow("Content")]
    [DataRow("Packing")]
    [DataRow("Layout")]
    [DataRow("Registry")]
    [DataRow("ArtifactTypes")]
    [DataRow("Authoring")]
    [DataRow("SupplyChain")]
    public void A_folder_uses_only_the_folders_below_it(string folder)
    {
        var files = Source.FilesBelow(folder);
        Assert.IsNotEmpty(files);
        foreach (var file in files)
        {
            Assert.IsEmpty(UsedBy(File.ReadAllText(file)).Except([.. MayUse[folder], folder]), file);
        }
    }

    [TestMethod]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.AreSequenceEqual(MayUse.Keys.Order(StringComparer.Ordinal), Source.FoldersIn("").Order(StringComparer.Ordinal));

    [TestMethod]
    public void What_is_above_all_folders_knows_none_of_them()
    {
        var files = Source.FilesAtTopOf("");
        Assert.IsNotEmpty(files);
        foreach (var file in files) Assert.IsEmpty(UsedBy(File.ReadAllText(file)), file);
    }

    [TestMethod]
    public void A_folder_inside_uses_only_those_below_it()
    {
        foreach (var (folder, order) in OrderInside)
        {
            var known = KnownExceptions.Where(one => one.Folder == folder).Select(one => (one.From, one.To)).ToHashSet();
            var wrong = new FolderParts(Source, folder).UsesAgainst(order).Where(use => !known.Contains((use.From, use.To)));
            Assert.IsEmpty(wrong.Select(use => $"{folder}: {use}"));
        }
    }

    [TestMethod]
    public void Every_folder_inside_has_its_place_in_the_order()
    {
        foreach (var folder in MayUse.Keys)
        {
            var order = OrderInside.GetValueOrDefault(folder, []).Except([FolderParts.Top]);
            Assert.AreSequenceEqual(
                order.Order(StringComparer.Ordinal), Source.FoldersIn(folder).Order(StringComparer.Ordinal), folder);
        }
    }

    [TestMethod]
    public void An_exception_that_is_mended_leaves_the_list()
    {
        foreach (var (folder, from, to, reason) in KnownExceptions)
        {
            Assert.IsNotEmpty(reason);
            Assert.Contains((from, to), new FolderParts(Source, folder).UsesAgainst(OrderInside[folder]).Select(use => (use.From, use.To)));
        }
    }

    [TestMethod]
    public void The_namespace_is_the_folder()
    {
        foreach (var file in MayUse.Keys.SelectMany(Source.FilesBelow))
        {
            var relative = Path.GetRelativePath(Source.Root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            Assert.Contains($"namespace OciArtifacts.Core.{relative};", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    // The test must find every way to use a folder.
    [TestMethod]
    [DataRow("using OciArtifacts.Core.Registry;", "Registry")]
    [DataRow("using static OciArtifacts.Core.Layout.LayoutFiles;", "Layout")]
    [DataRow("var header = Tar.TarHeader.End;", "Tar")]
    [DataRow("var type = Model.MediaType.Index;", "Model")]
    [DataRow("using X = OciArtifacts.Core.Content.MemoryStore;", "Content")]
    [DataRow("Core.Packing.TarLayer", "Packing")]
    [DataRow("using OciArtifacts.Core.ArtifactTypes.Checks;", "ArtifactTypes")]
    [DataRow("using OciArtifacts.Core.SupplyChain.Keys;", "SupplyChain")]
    public void Every_way_to_use_a_folder_is_found(string code, string folder) => Assert.AreSequenceEqual([folder], UsedBy(code));

    [TestMethod]
    [DataRow("/// the Content.Stream of it")]
    [DataRow("message.Content.Headers.ContentType")]
    [DataRow("using OciArtifacts.Core;")]
    [DataRow("namespace OciArtifacts.Core.Model;")]
    [DataRow("\"Model.Digest\"")]
    public void What_only_looks_like_it_is_not(string code) => Assert.IsEmpty(UsedBy(code));

    private static string[] UsedBy(string code) =>
        [.. Used().Matches(NoCode().Replace(code, "")).Select(match => match.Groups["folder"].Value).Distinct(StringComparer.Ordinal)];

    // Comments, texts and the namespace of the file itself.
    [GeneratedRegex("""//[^\n]*|"[^"\n]*"|^namespace [^;]*;""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NoCode();

    // The whole name, or the name of the folder alone, which nested namespaces allow. A member with such a name stands
    // behind a dot.
    [GeneratedRegex(
        @"(OciArtifacts\.Core\.|\bCore\.|(?<![.\w]))"
            + @"(?<folder>Model|Tar|Content|Packing|Layout|Registry|ArtifactTypes|SupplyChain)(\.[A-Z]|;)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Used();
}

using System.Text.RegularExpressions;

namespace OciArtifacts.Core.Tests;

/// <summary>Who may know whom: a folder of the library uses only the folders below it.</summary>
[TestClass]
public sealed partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Tar"] = [],
        ["Content"] = ["Model"],
        ["Packing"] = ["Content", "Model", "Tar"],
        ["Layout"] = ["Content", "Model", "Tar"],
        ["Registry"] = ["Content", "Model"],
        ["ArtifactTypes"] = ["Content", "Model"],
    };

    [TestMethod]
    [DataRow("Model")]
    [DataRow("Tar")]
    [DataRow("Content")]
    [DataRow("Packing")]
    [DataRow("Layout")]
    [DataRow("Registry")]
    [DataRow("ArtifactTypes")]
    public void A_folder_uses_only_the_folders_below_it(string folder)
    {
        var files = FilesOf(folder);
        Assert.IsNotEmpty(files);
        foreach (var file in files)
        {
            Assert.IsEmpty(UsedBy(File.ReadAllText(file)).Except([.. MayUse[folder], folder]), file);
        }
    }

    [TestMethod]
    public void Every_folder_has_its_place_in_the_order()
    {
        var folders = Directory.GetDirectories(Root()).Select(folder => Path.GetFileName(folder)).Except(["bin", "obj"]);
        Assert.AreSequenceEqual(MayUse.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void What_is_above_all_folders_knows_none_of_them()
    {
        var files = Directory.GetFiles(Root(), "*.cs");
        Assert.IsNotEmpty(files);
        foreach (var file in files) Assert.IsEmpty(UsedBy(File.ReadAllText(file)), file);
    }

    [TestMethod]
    public void The_namespace_is_the_folder()
    {
        foreach (var folder in MayUse.Keys)
        {
            foreach (var file in FilesOf(folder))
            {
                var relative = Path.GetRelativePath(Root(), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
                Assert.Contains($"namespace OciArtifacts.Core.{relative};", File.ReadAllText(file), StringComparison.Ordinal);
            }
        }
    }

    // The test is only as good as what it finds.
    [TestMethod]
    [DataRow("using OciArtifacts.Core.Registry;", "Registry")]
    [DataRow("using static OciArtifacts.Core.Layout.LayoutFiles;", "Layout")]
    [DataRow("var header = Tar.TarHeader.End;", "Tar")]
    [DataRow("var type = Model.MediaType.Index;", "Model")]
    [DataRow("using X = OciArtifacts.Core.Content.MemoryStore;", "Content")]
    [DataRow("Core.Packing.TarLayer", "Packing")]
    public void Every_way_to_use_a_folder_is_found(string code, string folder) => Assert.AreSequenceEqual([folder], UsedBy(code));

    [TestMethod]
    [DataRow("/// the Content.Stream of it")]
    [DataRow("message.Content.Headers.ContentType")]
    [DataRow("using OciArtifacts.Core;")]
    [DataRow("namespace OciArtifacts.Core.Model;")]
    [DataRow("\"Model.Digest\"")]
    public void What_only_looks_like_it_is_not(string code) => Assert.IsEmpty(UsedBy(code));

    private static string[] FilesOf(string folder) => Directory.GetFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("*.sln").Length == 0) folder = folder.Parent;
        Assert.IsNotNull(folder, "There is no solution above the tests.");
        return Path.Combine(folder.FullName, "src", "OciArtifacts.Core");
    }

    private static string[] UsedBy(string code) =>
        [.. Used().Matches(NoCode().Replace(code, "")).Select(match => match.Groups["folder"].Value).Distinct(StringComparer.Ordinal)];

    // Comments, texts and the namespace of the file itself.
    [GeneratedRegex("""//[^\n]*|"[^"\n]*"|^namespace [^;]*;""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NoCode();

    // With the whole name, or with that of the folder alone, which the namespaces allow. A member that has such a name stands behind a dot.
    [GeneratedRegex(
        @"(OciArtifacts\.Core\.|\bCore\.|(?<![.\w]))(?<folder>Model|Tar|Content|Packing|Layout|Registry)(\.[A-Z]|;)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Used();
}

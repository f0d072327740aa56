using System.Text.RegularExpressions;
using OciArtifacts.TestKit.Sources;

namespace OciArtifacts.Build.Tests;

/// <summary>The folders of the tasks use each other in one direction, and each subject has one folder that knows it.</summary>
[TestClass]
public sealed partial class LayeringTests
{
    private const int MostTypes = 25;
    private const int LongestTask = 250;

    private static readonly SourceFolder Source = new("src/OciArtifacts.Build");
    private static readonly SourceFolder Library = new("src/OciArtifacts.Core");

    // From the lowest to the highest: a folder uses only the listed ones, which stand before it.
    private static readonly (string Folder, string[] Uses)[] Folders =
    [
        ("Engine", []),
        ("Planning", []),
        ("Reporting", []),
        ("Incremental", []),
        ("Items", ["Planning", "Reporting"]),
        ("Checks", ["Engine", "Items"]),
        ("Ahead", ["Engine", "Incremental", "Planning"]),
        ("Packing", ["Ahead", "Incremental", "Planning", "Reporting"]),
        ("Pushing", ["Ahead", "Engine", "Incremental", "Reporting"]),
        ("SupplyChain", ["Packing", "Planning"]),
        ("Tasks", ["Ahead", "Checks", "Engine", "Incremental", "Items", "Packing", "Planning", "Pushing", "Reporting", "SupplyChain"]),
    ];

    [TestMethod]
    public void A_folder_uses_only_those_that_the_table_lists_and_the_table_lists_no_others()
    {
        var uses = new FolderParts(Source, "").Uses().ToList();
        foreach (var (folder, listed) in Folders)
        {
            var found = uses.Where(use => use.From == folder).ToList();
            Assert.AreEqual("", Lines(found.Where(use => !listed.Contains(use.To))));
            Assert.AreEqual(
                "", Lines(listed.Except(found.Select(use => use.To))), $"{folder} does not use these folders. Remove them from the table.");
        }
    }

    [TestMethod]
    public void A_using_directive_names_only_a_folder_that_the_table_lists()
    {
        foreach (var (folder, listed) in Folders)
        {
            foreach (var file in Source.FilesBelow(folder))
            {
                var named = Usings().Matches(File.ReadAllText(file)).Select(match => match.Groups["folder"].Value);
                Assert.AreEqual("", Lines(named.Except([.. listed, folder])), file);
            }
        }
    }

    [TestMethod]
    public void The_table_lists_all_folders_and_each_uses_only_those_before_it()
    {
        Assert.AreSequenceEqual(
            Source.FoldersIn("").Order(StringComparer.Ordinal), Folders.Select(row => row.Folder).Order(StringComparer.Ordinal));
        for (var row = 0; row < Folders.Length; row++)
        {
            Assert.AreEqual("", Lines(Folders[row].Uses.Except(Folders[..row].Select(before => before.Folder))), Folders[row].Folder);
        }
    }

    [TestMethod]
    [DataRow("ITaskItem TaskItem", "Items Tasks", DisplayName = "Items of a project")]
    [DataRow("IBuildEngine4 RegisteredTaskObjectLifetime", "Engine", DisplayName = "Objects that the engine keeps")]
    public void Only_these_folders_know(string names, string folders)
    {
        var files = Source.FilesBelow("");
        var know = files.Where(file => NamesIn(file).Overlaps(names.Split(' '))).Select(FolderOf).Distinct(StringComparer.Ordinal);
        Assert.AreSequenceEqual(folders.Split(' '), know.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void Only_the_folder_of_items_reads_an_item()
    {
        var files = Source.FilesBelow("").Where(file => ReadsItem().IsMatch(SourceText.CodeOf(File.ReadAllText(file))));
        Assert.AreSequenceEqual(["Items"], files.Select(FolderOf).Distinct(StringComparer.Ordinal));
    }

    [TestMethod]
    public void Steps_of_a_publish_know_early_work_by_its_interface_alone()
    {
        var classes = Source.FilesBelow("Ahead").SelectMany(file => SourceText.TypesIn(File.ReadAllText(file)))
            .Except(["IEarlyWork", "NoEarlyWork", "TagAnswers"]).ToList();
        Assert.IsNotEmpty(classes);
        foreach (var file in Source.FilesBelow("").Where(file => FolderOf(file) is not ("Ahead" or "Tasks")))
        {
            Assert.AreEqual("", Lines(NamesIn(file).Intersect(classes)), file);
        }
    }

    [TestMethod]
    public void No_file_uses_more_than_25_other_types_of_this_repository()
    {
        var types = Source.FilesBelow("").Concat(Library.FilesBelow(""))
            .SelectMany(file => SourceText.TypesIn(File.ReadAllText(file))).ToHashSet(StringComparer.Ordinal);
        var counts = Source.FilesBelow("").Select(file => (Name: Path.GetFileName(file), Types: UsedIn(file, types)))
            .OrderByDescending(file => file.Types.Length).ToList();
        Assert.IsLessThanOrEqualTo(
            MostTypes,
            counts[0].Types.Length,
            Lines(counts.Take(5).Select(file => $"{file.Name} uses {file.Types.Length} types: {string.Join(' ', file.Types)}")));
    }

    // The parts of a class are its files.
    [TestMethod]
    public void No_task_has_more_than_250_lines()
    {
        var lengths = Source.FilesBelow("Tasks")
            .SelectMany(
                file => SourceText.TypesIn(File.ReadAllText(file)), (file, type) => (Type: type, Lines: File.ReadLines(file).Count()))
            .GroupBy(part => part.Type, part => part.Lines);
        Assert.AreEqual("", Lines(lengths.Where(type => type.Sum() > LongestTask).Select(type => $"{type.Key} has {type.Sum()} lines.")));
    }

    private static string Lines<T>(IEnumerable<T> found) => string.Join('\n', found);

    private static string FolderOf(string file) => Path.GetRelativePath(Source.Root, file).Split(Path.DirectorySeparatorChar)[0];

    private static HashSet<string> NamesIn(string file) => SourceText.NamesIn(SourceText.CodeOf(File.ReadAllText(file)));

    private static string[] UsedIn(string file, HashSet<string> types)
    {
        var source = File.ReadAllText(file);
        var used = SourceText.TypeNamesIn(SourceText.CodeOf(source)).Where(types.Contains).Except(SourceText.TypesIn(source));
        return [.. used.Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\.(ItemSpec|GetMetadata|MetadataNames)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ReadsItem();

    [GeneratedRegex(
        @"^using (static |\w+ = )?OciArtifacts\.Build\.(?<folder>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Usings();
}

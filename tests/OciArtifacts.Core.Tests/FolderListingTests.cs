using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class FolderListingTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void Files_of_all_folders_are_listed_hidden_ones_too()
    {
        _work.Write("d/x", "");
        _work.Write("d/.hidden/.y", "");
        Directory.CreateDirectory(_work["d/empty"]);
        AssertListed("d", "d/.hidden/.y", "d/x");
    }

    [TestMethod]
    public void Links_are_followed_and_what_leads_nowhere_is_listed()
    {
        _work.Write("other/x", "");
        Directory.CreateDirectory(_work["d"]);
        Directory.CreateSymbolicLink(_work["d/folder"], _work["other"]);
        File.CreateSymbolicLink(_work["d/file"], "../other/x");
        File.CreateSymbolicLink(_work["d/gone"], "nowhere");
        AssertListed("d", "d/file", "d/folder/x", "d/gone");
    }

    [TestMethod]
    [DataRow("..", DisplayName = "the folder above it")]
    [DataRow(".", DisplayName = "its own folder")]
    [DataRow("../..", DisplayName = "a folder above what is listed")]
    public void A_link_to_a_folder_that_it_is_in_is_said_once_and_short(string target)
    {
        _work.Write("d/sub/x", "");
        Directory.CreateSymbolicLink(_work["d/sub/up"], target);
        var failure = Failure.With(OciErrorCode.FileAccess, () => FolderListing.FilesBelow(_work["d"]));
        Assert.AreEqual(
            $"'{_work["d/sub/up"]}' is a link to '{target}', a folder that the link is in: what is below it has no end. "
            + "Take the link out of the folder.",
            failure.Message);
    }

    [TestMethod]
    public void Two_folders_that_lead_into_each_other_are_a_circle()
    {
        _work.Write("a/x", "");
        _work.Write("b/y", "");
        Directory.CreateSymbolicLink(_work["a/to-b"], "../b");
        Directory.CreateSymbolicLink(_work["b/to-a"], "../a");
        Assert.Contains(
            $"'{_work["a/to-b/to-a"]}' is a link to '../a'",
            Failure.With(OciErrorCode.FileAccess, () => FolderListing.FilesBelow(_work["a"])).Message);
    }

    [TestMethod]
    public void A_folder_that_several_links_lead_to_is_no_circle()
    {
        _work.Write("other/x", "");
        Directory.CreateDirectory(_work["d"]);
        Directory.CreateSymbolicLink(_work["d/1"], "../other");
        Directory.CreateSymbolicLink(_work["d/2"], "../other");
        AssertListed("d", "d/1/x", "d/2/x");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_folder_whose_name_is_not_UTF_8_is_said_to_be_that()
    {
        await SpecialFile.MakeNamedByBytesAsync(_work.Path, isFolder: true);
        Assert.Contains(
            "has a name that is not UTF-8", Failure.With(OciErrorCode.InvalidName, () => FolderListing.FilesBelow(_work.Path)).Message);
        await SpecialFile.RemoveAsync(_work.Path);
    }

    private void AssertListed(string folder, params string[] files) =>
        Assert.AreSequenceEqual(files.Select(file => _work[file]), FolderListing.FilesBelow(_work[folder]).Order(StringComparer.Ordinal));
}

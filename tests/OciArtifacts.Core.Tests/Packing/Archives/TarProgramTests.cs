using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing.Archives;

/// <summary>The archives, read by the program tar.</summary>
[TestClass]
public sealed class TarProgramTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task Every_path_is_unpacked_to_its_place()
    {
        string[] paths =
        [
            "a", "b/c/d", "with space", "100%", "#;&=+'", "ümlaut/日本",
            LongPath(100), LongPath(101), LongPath(156), LongPath(256), LongPath(600),
        ];
        var archive = _work.Write("archive.tar", PackedFiles.Archive(PackedFiles.Plan(_work, paths)));
        Directory.CreateDirectory(_work["out"]);
        await TarAsync("-xf", archive, "-C", _work["out"]);

        var unpacked = Directory.GetFiles(_work["out"], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_work["out"], file));
        Assert.AreSequenceEqual(paths.Order(StringComparer.Ordinal), unpacked.Order(StringComparer.Ordinal));
        foreach (var path in paths) Assert.AreEqual(path, await File.ReadAllTextAsync(_work[$"out/{path}"]));
    }

    [TestMethod]
    public async Task The_listing_has_modes_owner_size_and_time()
    {
        var files = PackedFiles.Plan(_work, "a/file", "empty");
        await File.WriteAllTextAsync(files[1].SourcePath, "");
        var archive = _work.Write("archive.tar", PackedFiles.Archive(files));
        var listing = await TarAsync("--utc", "--numeric-owner", "-tvf", archive);
        Assert.AreSequenceEqual(
            [
                "drwxr-xr-x 0/0 0 1970-01-01 00:00 a/",
                "-rw-r--r-- 0/0 6 1970-01-01 00:00 a/file",
                "-rw-r--r-- 0/0 0 1970-01-01 00:00 empty",
            ],
            listing.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithSingleSpaces));
    }

    private static string WithSingleSpaces(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // File systems limit the length of a name.
    private static string LongPath(int length) =>
        $"long{length}/" + string.Concat(Enumerable.Repeat("fifty-characters-and-a-slash-is-what-this-one-has./", length / 51))
            + new string('f', length - $"long{length}/".Length - ((length / 51) * 51) is > 0 and var rest ? rest : 1);

    private static async Task<string> TarAsync(params string[] arguments)
    {
        if (Peer.Missing("tar") is { } missing) Assert.Inconclusive(missing);
        var result = await ProcessRunner.RunAsync(new ProcessCommand("tar", arguments), CancellationToken.None);
        if (result.Error.Contains("nrecognized option", StringComparison.Ordinal)) Assert.Inconclusive("The program is not GNU tar.");
        result.MustSucceed();
        Assert.IsEmpty(result.Error);
        return result.Output;
    }
}

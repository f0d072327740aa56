using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Full disks: a small file system in a separate namespace, and a limit for the size of files.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class FullDiskTests : SampleTests
{
    private static SampleProject _sample = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext context)
    {
        _sample = await SampleProject.NewAsync("Full", ProjectFile.Library(
            "net10.0", ProjectFile.Reference, """<ItemGroup><OciArtifactFile Include="$(Content)" Layer="$(Layer)" /></ItemGroup>"""));
        var random = new byte[200_000];
        new Random(1).NextBytes(random);
        await File.WriteAllBytesAsync(_sample["random.bin"], random);
        SparseFile.Create(_sample["large.bin"], 100_000_000);
        await _sample.RunAsync("build", "-c", "Release");
    }

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestInitialize]
    public void Share() => Shared(_sample).Around = [];

    [TestMethod]
    public async Task An_archive_that_finds_no_room_is_one_error_and_nothing_is_left()
    {
        var folder = Directory.CreateDirectory(_sample["small"]).FullName;
        await MountAsync(folder);
        await FailAsync(
            $"'{folder}/a.tar' cannot be written: the disk is full. It has ",
            "-p:Content=random.bin",
            $"-p:OciArtifactArchivePath={folder}/a.tar");
    }

    [TestMethod]
    public async Task A_work_folder_without_room_is_one_error_and_nothing_is_left()
    {
        var folder = Directory.CreateDirectory(_sample.WorkOfPackage).FullName;
        await MountAsync(folder);
        await FailAsync(".layer' cannot be written: the disk is full. It has ", "-p:Content=random.bin", "-p:Layer=data");
    }

    // SIGXFSZ ends a process without a handler, and prints nothing.
    [TestMethod]
    public async Task A_limit_of_the_size_of_files_is_one_error()
    {
        _sample.Around = ["sh", "-c", "ulimit -f 60000 && \"$@\"; code=$?; find . -name '*.part'; exit $code", "sh"];
        await FailAsync(
            "cannot be written: it would get larger than a file may be here",
            "-p:Content=large.bin",
            $"-p:OciArtifactArchivePath={_sample["large.tar"]}");
        Assert.IsFalse(File.Exists(_sample["large.tar"]));
    }

    // Only processes in the namespace see the file system, so the test lists the remaining files there.
    private static async Task MountAsync(string folder)
    {
        string[] small =
        [
            "unshare", "-rm", "sh", "-c",
            "mount -t tmpfs -o size=64k tmpfs \"$0\" && { \"$@\"; code=$?; find \"$0\" -name '*.part'; exit $code; }",
            folder,
        ];
        var trial = await ProcessRunner.RunAsync(new ProcessCommand(small[0], [.. small[1..], "true"]), CancellationToken.None);
        if (trial.ExitCode != 0) Assert.Inconclusive($"This user may not mount a file system in a namespace of its own: {trial.All}");
        _sample.Around = small;
    }

    private static async Task FailAsync(string message, params string[] arguments)
    {
        var build = await _sample.TryPublishAsync(["--no-build", .. arguments]);
        Assert.AreEqual(1, build.ExitCode, build.All);
        Assert.AreSequenceEqual(["OCIA3003"], build.ErrorCodes, null, build.All);
        Assert.Contains(message, build.Errors[0]);
        Assert.DoesNotContain(".part", build.All);
    }
}

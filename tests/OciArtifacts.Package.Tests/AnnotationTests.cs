using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Annotations from properties of the project, and dates.</summary>
[TestClass]
public sealed class AnnotationTests : SampleTests
{
    private const string Prefix = "org.opencontainers.image.";
    private const string Epoch = "1767225600";
    private static readonly DateTimeOffset Date = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static SampleProject _sample = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext context)
    {
        _sample = await SampleProject.NewAsync("Dated", ProjectFile.Library("net10.0", ProjectFile.Reference));
        await _sample.RunAsync("build", "-c", "Release");
    }

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestMethod]
    public async Task In_a_repository_the_project_and_its_revision_are_told_and_no_date()
    {
        var sample = await CopyOfAsync("ConsoleApp");
        var revision = await CommitAsync(sample.Root);
        await sample.PublishAsync("-p:PackageProjectUrl=https://contoso.example/app", "-p:RepositoryUrl=https://contoso.example/app.git");
        Assert.AreSequenceEqual(
            [
                "authors=Contoso", "description=Says hello in three languages.", "licenses=MIT", $"revision={revision}",
                "source=https://contoso.example/app", "title=ConsoleApp", "url=https://contoso.example/app", "version=1.2.3",
            ],
            sample.Layout.Manifest.Annotations.Select(pair => $"{pair.Key[Prefix.Length..]}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task What_a_project_does_not_say_is_not_told()
    {
        var manifest = await PublishAsync();
        Assert.AreSequenceEqual([$"{Prefix}title", $"{Prefix}version"], manifest.Annotations.Keys.Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual([DateTimeOffset.UnixEpoch], _sample.Layout.Unpack().Times);
    }

    [TestMethod]
    public async Task A_date_of_the_project_is_that_of_the_artifact_and_of_its_files()
    {
        var manifest = await PublishAsync($"-p:OciArtifactSourceDateEpoch={Epoch}");
        Assert.AreEqual("2026-01-01T00:00:00Z", manifest.Annotations[$"{Prefix}created"]);
        Assert.AreSequenceEqual([Date], _sample.Layout.Unpack().Times);
    }

    [TestMethod]
    public async Task A_date_of_the_environment_is_that_of_the_artifact_alone()
    {
        _sample.Environment["SOURCE_DATE_EPOCH"] = Epoch;
        var manifest = await PublishAsync();
        _sample.Environment.Remove("SOURCE_DATE_EPOCH");
        Assert.AreEqual("2026-01-01T00:00:00Z", manifest.Annotations[$"{Prefix}created"]);
        Assert.AreSequenceEqual([DateTimeOffset.UnixEpoch], _sample.Layout.Unpack().Times);
    }

    [TestMethod]
    public async Task A_date_that_is_none_is_refused()
    {
        Shared(_sample);
        var build = await _sample.TryPublishAsync("--no-build", "-p:OciArtifactSourceDateEpoch=yesterday");
        Assert.AreEqual(1, build.ExitCode);
        Assert.AreSequenceEqual(["OCIA2007"], build.ErrorCodes);
    }

    private async Task<OciManifest> PublishAsync(params string[] arguments)
    {
        Shared(_sample);
        if (Directory.Exists(_sample.LayoutFolder)) Directory.Delete(_sample.LayoutFolder, recursive: true);
        await _sample.PublishAsync(["--no-build", .. arguments]);
        return _sample.Layout.Manifest;
    }

    private async Task<string> CommitAsync(string folder)
    {
        await GitAsync(folder, "init", "--quiet");
        await GitAsync(folder, "add", "--all");
        await GitAsync(
            folder,
            "-c", "user.name=Contoso", "-c", "user.email=contoso@contoso.example", "commit", "--quiet", "--message", "All of it");
        return await GitAsync(folder, "rev-parse", "HEAD");
    }

    private async Task<string> GitAsync(string folder, params string[] arguments)
    {
        var command = new ProcessCommand("git", arguments) { WorkingDirectory = folder };
        return (await ProcessRunner.RunAsync(command, TestContext.CancellationToken)).MustSucceed().Output.Trim();
    }
}

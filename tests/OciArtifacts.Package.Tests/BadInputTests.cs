using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Each problem is one error with its code, and leaves no partly written files.</summary>
[TestClass]
public sealed class BadInputTests : SampleTests
{
    private static SampleProject _sample = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext context)
    {
        _sample = await SampleProject.NewAsync("Bad", ProjectFile.Library(
            "net10.0",
            ProjectFile.Reference,
            """<ItemGroup><OciArtifactFile Include="$(Missing)" Condition="'$(Missing)' != ''" /></ItemGroup>"""));
        await _sample.RunAsync("build", "-c", "Release");
    }

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestInitialize]
    public void Share() => Shared(_sample).Environment.Clear();

    [TestMethod]
    [DataRow("OCIA2001", "OciArtifactRepository=Not A Name")]
    [DataRow("OCIA2001", "OciArtifactRepository=team//widget")]
    [DataRow("OCIA2002", "OciArtifactTags=-first")]
    [DataRow("OCIA2003", "OciArtifactType=widget/a/b")]
    [DataRow("OCIA2010", "OciArtifactType=widget")]
    [DataRow("OCIA2004", "Missing=nowhere.bin")]
    [DataRow("OCIA2005", "OciArtifactRegistry=https://registry.contoso.example/path")]
    [DataRow("OCIA2006", "OciArtifactLayering=Sometimes")]
    [DataRow("OCIA2006", "OciArtifactCompression=rar")]
    public async Task A_wrong_setting_stops_the_publish_before_anything_is_written_or_sent(string code, string setting)
    {
        await using var registry = await TestRegistry.StartAsync();
        string[] push = setting.StartsWith("OciArtifactRegistry", StringComparison.Ordinal)
            ? []
            : [$"-p:OciArtifactRegistry={registry.Host}"];
        await FailAsync(code, [$"-p:{setting}", $"-p:OciArtifactLayoutDirectory={_sample.LayoutFolder}", .. push]);
        Assert.IsFalse(Directory.Exists(_sample.LayoutFolder), "There is a layout.");
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_registry_that_nobody_answers_for_is_said_to_be_unreachable() =>
        await FailAsync("OCIA4001", $"-p:OciArtifactRegistry=localhost:{RunningProcess.FreePort()}");

    [TestMethod]
    public async Task Credentials_that_are_wanted_and_not_there_are_missing()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UserName = "publisher", Password = "right" });
        await FailAtRegistryAsync("OCIA4003", registry);
    }

    [TestMethod]
    public async Task Credentials_that_are_wrong_are_rejected()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UserName = "publisher", Password = "right" });
        _sample.Environment["OCIARTIFACTS_USERNAME"] = "publisher";
        _sample.Environment["OCIARTIFACTS_PASSWORD"] = "wrong";
        await FailAtRegistryAsync("OCIA4004", registry);
    }

    [TestMethod]
    [DataRow(403, "DENIED", "OCIA4005")]
    [DataRow(404, "NAME_UNKNOWN", "OCIA4006")]
    public async Task A_registry_that_refuses_uploads_is_quoted(int status, string said, string code)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "POST" ? FaultAnswer.Error(status, said) : null,
        });
        var build = await FailAtRegistryAsync(code, registry);
        Assert.Contains(said, build.Errors[0]);
    }

    private static async Task<BuildResult> FailAtRegistryAsync(string code, TestRegistry registry)
    {
        var build = await FailAsync(code, $"-p:OciArtifactRegistry={registry.Host}");
        Assert.IsNotEmpty(registry.Requests);
        Assert.IsEmpty(registry.Repositories.SelectMany(registry.Tags));
        return build;
    }

    private static async Task<BuildResult> FailAsync(string code, params string[] arguments)
    {
        if (Directory.Exists(_sample.LayoutFolder)) Directory.Delete(_sample.LayoutFolder, recursive: true);
        var build = await _sample.TryPublishAsync(["--no-build", .. arguments]);
        Assert.AreEqual(1, build.ExitCode, build.All);
        Assert.AreSequenceEqual([code], build.ErrorCodes, null, build.All);
        Assert.DoesNotContain("   at ", build.All);
        Assert.DoesNotContain("sha256:", build.Lines[^1]);
        return build;
    }
}

using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Pushing;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The layers of packages, packed while the project is built.</summary>
[TestClass]
public sealed class PackPackageLayersEarlyTests
{
    private const string Ahead = "packed while the project was built";

    [TestMethod]
    [DataRow("gzip")]
    [DataRow("zstd")]
    [DataRow("none")]
    public void The_layers_of_packages_and_of_the_runtime_are_taken_over_where_they_are_published_as_they_are(string compression)
    {
        using var project = Project(compression);
        using var engine = new KeepingEngine();
        Begin(engine, project, compression);
        Pack(engine, project);
        Assert.AreSequenceEqual(
            ["packages", "runtime"],
            engine.Messages
                .Where(message => message.Text.Contains(Ahead, StringComparison.Ordinal))
                .Select(message => message.Text.Split(':')[0])
                .Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual(
            ["app", "packages", "runtime"],
            Directory.GetFiles(project["obj/ociartifacts/layers"]).Select(file => Path.GetFileName(file).Split('.')[0]).Order(
                StringComparer.Ordinal));

        using var other = Project(compression);
        other.Pack();
        Assert.AreEqual(other.Task.Digest, project.Task.Digest);
        Assert.IsEmpty(engine.Kept);
    }

    [TestMethod]
    public void What_is_published_otherwise_is_packed_as_it_is_published()
    {
        using var project = Project();
        using var engine = new KeepingEngine();
        Begin(engine, project);
        project.Write("publish/Pack.dll", "trimmed");
        Pack(engine, project);
        Assert.AreSequenceEqual(
            ["runtime"],
            engine.Messages.Where(message => message.Text.Contains(Ahead, StringComparison.Ordinal)).Select(
                message => message.Text.Split(':')[0]));
        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("layers");
        Assert.HasCount(3, report.EnumerateArray());
    }

    [TestMethod]
    public void Where_packages_have_more_than_assemblies_only_the_runtime_is_begun()
    {
        using var project = Project();
        using var engine = new KeepingEngine();
        using var begin = BeginOf(engine, project);
        begin.HasWebAssetsOfPackages = true;
        Assert.IsTrue(begin.Execute(), engine.All);
        Pack(engine, project);
        Assert.AreSequenceEqual(
            ["runtime"],
            engine.Messages.Where(message => message.Text.Contains(Ahead, StringComparison.Ordinal)).Select(
                message => message.Text.Split(':')[0]));
    }

    [TestMethod]
    [DataRow("it was packed before")]
    [DataRow("a question is asked")]
    [DataRow("there are no packages")]
    [DataRow("a setting is none")]
    public void Nothing_is_begun_where(string what)
    {
        using var project = Project();
        using var engine = new KeepingEngine();
        if (what == "it was packed before") Pack(engine, project);
        using var begin = BeginOf(engine, project);
        switch (what)
        {
            case "a question is asked": begin.FailIfNotIncremental = true; break;
            case "there are no packages": begin.References = [ProjectItems.Item("Lib.dll")]; break;
            case "a setting is none": begin.Compression = "brotli"; break;
            default: break;
        }

        Assert.IsTrue(begin.Execute(), engine.All);
        Assert.IsEmpty(engine.Kept);
        Assert.IsEmpty(engine.Errors);
    }

    [TestMethod]
    public void An_engine_that_keeps_nothing_begins_nothing()
    {
        using var project = Project();
        using var begin = BeginOf(new KeepingEngine(), project);
        begin.BuildEngine = project.Engine;
        Assert.IsTrue(begin.Execute());
        Assert.IsFalse(Directory.Exists(project["obj"]));
    }

    [TestMethod]
    public void Of_several_projects_one_is_begun_at_a_time()
    {
        using var project = Project();
        using var other = Project();
        using var engine = new KeepingEngine();
        Begin(engine, project);
        Begin(engine, project);
        Begin(engine, other);
        Pack(engine, other);
        Assert.IsEmpty(engine.Messages.Where(message => message.Text.Contains(Ahead, StringComparison.Ordinal)));
        Pack(engine, project);
        Assert.HasCount(2, engine.Messages.Where(message => message.Text.Contains(Ahead, StringComparison.Ordinal)));
        Assert.IsEmpty(engine.Kept);
    }

    [TestMethod]
    public void What_failed_when_it_was_packed_is_known_and_not_begun_again()
    {
        using var project = Project();
        using var engine = new KeepingEngine();
        Begin(engine, project);
        project.Task.Policy = project["policy.json"];
        project.Task.Registry = "localhost:1";
        project.Write("policy.json", """{"rules":[{"deny":["**"]}]}""");
        project.Task.BuildEngine = engine;
        Assert.IsFalse(project.Task.Execute());
        using var again = BeginOf(engine, project);
        Assert.IsTrue(again.Execute());
        Assert.IsEmpty(engine.Kept);
    }

    [TestMethod]
    public void A_build_that_ends_before_it_packs_leaves_nothing_behind()
    {
        using var project = Project();
        using (var file = File.Create(project["packages/Pack.dll"])) file.SetLength(2L << 30);
        var engine = new KeepingEngine();
        Begin(engine, project);
        engine.Dispose();
        Assert.IsEmpty(
            Directory.Exists(project["obj/ociartifacts/layers"]) ? Directory.GetFileSystemEntries(project["obj/ociartifacts/layers"]) : []);
    }

    private static void Begin(KeepingEngine engine, PackFixture project, string compression = "gzip")
    {
        using var begin = BeginOf(engine, project);
        begin.Compression = compression;
        Assert.IsTrue(begin.Execute(), engine.All);
        Assert.HasCount(1, engine.Kept);
    }

    private static PackPackageLayersEarly BeginOf(KeepingEngine engine, PackFixture project) => new()
    {
        BuildEngine = engine,
        WorkFolder = project.Task.WorkFolder,
        References =
        [
            ProjectItems.Item(project["packages/Pack.dll"], ("NuGetPackageId", "Pack"), ("NuGetPackageVersion", "1.0.0")),
            ProjectItems.Item(
                project["packages/Native.so"],
                ("NuGetPackageId", "Pack"),
                ("NuGetPackageVersion", "1.0.0"),
                ("DestinationSubDirectory", "runtimes\\")),
            ProjectItems.Item(project["packages/Run.dll"], ("NuGetPackageId", "Runtime"), ("NuGetPackageVersion", "10.0.0")),
            ProjectItems.Item(project["packages/Lib.dll"]),
        ],
        RuntimePacks = [ProjectItems.Item("Runtime", ("NuGetPackageId", "Runtime"))],
        Compression = "gzip",
        CompressionLevel = "Optimal",
    };

    private static PackFixture Project(string compression = "gzip")
    {
        var project = new PackFixture();
        foreach (var folder in (string[])["packages/", "publish/"])
        {
            project.Write($"{folder}Pack.dll", "pack");
            project.Write($"{folder}{(folder == "publish/" ? "runtimes/" : "")}Native.so", "native");
            project.Write($"{folder}Run.dll", new string('r', 3_000_000));
            project.Write($"{folder}Lib.dll", "lib");
        }

        project.Task.PublishedFiles =
        [
            ProjectItems.Item("1", ("RelativePath", "Pack.dll"), ("NuGetPackageId", "Pack"), ("NuGetPackageVersion", "1.0.0")),
            ProjectItems.Item("2", ("RelativePath", "runtimes/Native.so"), ("NuGetPackageId", "Pack"), ("NuGetPackageVersion", "1.0.0")),
            ProjectItems.Item("3", ("RelativePath", "Run.dll"), ("NuGetPackageId", "Runtime"), ("NuGetPackageVersion", "10.0.0")),
        ];
        project.Task.RuntimePacks = [ProjectItems.Item("Runtime", ("NuGetPackageId", "Runtime"))];
        project.Task.Compression = compression;
        project.Task.CompressionLevel = "Optimal";
        return project;
    }

    private static void Pack(KeepingEngine engine, PackFixture project)
    {
        project.Task.BuildEngine = engine;
        Assert.IsTrue(project.Task.Execute(), engine.All);
    }
}

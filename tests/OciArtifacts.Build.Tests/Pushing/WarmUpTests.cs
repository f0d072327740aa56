using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

[TestClass]
public sealed class WarmUpTests
{
    [TestMethod]
    [DataRow(true, "zstd")]
    [DataRow(true, "gzip")]
    [DataRow(false, "")]
    [DataRow(true, "anything")]
    public async Task It_comes_to_its_end_without_a_failure(bool isPushed, string compression) =>
        await WarmUp.Begin(isPushed, compression).WaitAsync(TimeSpan.FromSeconds(30));

    [TestMethod]
    public async Task What_it_rehearses_does_not_fail() => await WarmUp.RehearseAsync();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task What_was_compiled_asks_no_registry(bool isPacked)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = new PackFixture();
        if (isPacked) project.Pack();
        using var engine = new KeepingEngine();
        using var begin = new BeginOciArtifact { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, Registry = registry.Host, HasChanged = true };
        Assert.IsTrue(begin.Execute());
        Assert.IsEmpty(engine.Kept);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_first_publish_asks_no_registry_early()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = new PackFixture();
        using var engine = new KeepingEngine();
        using var begin = new BeginOciArtifact { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, Registry = registry.Host, Compression = "zstd" };
        Assert.IsTrue(begin.Execute());
        Assert.IsEmpty(engine.Kept);
        Assert.IsEmpty(registry.Requests);
        Assert.IsFalse(Directory.Exists(project.Task.WorkFolder));
    }
}

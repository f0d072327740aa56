using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Tests.Pushing;

[TestClass]
public sealed class PushLogTests
{
    [TestMethod]
    [DataRow(RegistryEventKind.Credentials, MessageImportance.Normal)]
    [DataRow(RegistryEventKind.Retry, MessageImportance.High)]
    [DataRow(RegistryEventKind.Warning, MessageImportance.High)]
    public void What_a_registry_tells_is_logged_as_it_is(RegistryEventKind kind, MessageImportance importance)
    {
        using var engine = new KeepingEngine();
        var (log, _) = Start(engine);
        log.Note(new RegistryEvent(kind, "It is {0}."));
        Assert.AreEqual((importance, "It is {0}."), engine.Messages.Single());
    }

    [TestMethod]
    [DataRow(CopyOutcome.Copied, "uploaded, 3.0 MB (1.5 MB/s)")]
    [DataRow(CopyOutcome.Mounted, "mounted, 3.0 MB")]
    [DataRow(CopyOutcome.Present, "present, 3.0 MB")]
    public void Each_content_is_a_line(CopyOutcome outcome, string words)
    {
        using var engine = new KeepingEngine();
        var (log, artifact) = Start(engine);
        var layer = artifact.Manifests[0].Layers.Single().Content with { Size = 3_000_000 };
        log.Note(new CopyEvent(layer, outcome, TimeSpan.FromSeconds(2)));
        Assert.AreEqual((MessageImportance.Normal, $"app: {words}, {layer.Digest}"), engine.Messages.Single());
        Assert.AreEqual(outcome, log.OutcomeOf(layer.Digest));
    }

    [TestMethod]
    public void Each_content_has_a_name()
    {
        using var engine = new KeepingEngine();
        var (log, artifact) = Start(engine);
        Descriptor[] contents =
        [
            artifact.Root,
            artifact.Manifests[0].Manifest.Config,
            artifact.Manifests[0].Layers.Single().Content,
            Descriptor.Empty,
            Descriptor.Of("a/b", "x"u8),
        ];
        foreach (var content in contents) log.Note(new CopyEvent(content, CopyOutcome.Present, TimeSpan.Zero));
        Assert.AreSequenceEqual(
            ["manifest", "config", "app", "empty", "content"], engine.Messages.Select(message => message.Text.Split(':')[0]));
    }

    [TestMethod]
    public void A_long_upload_has_a_visible_message()
    {
        using var engine = new KeepingEngine();
        var (log, artifact) = Start(engine);
        var layer = artifact.Manifests[0].Layers.Single().Content with { Size = 3_000_000 };
        log.Note(new CopyProgress(layer, 1_000_000, TimeSpan.FromSeconds(10.4)));
        log.Note(new CopyProgress(layer, 0, TimeSpan.FromSeconds(20)));
        Assert.AreSequenceEqual(
            [
                (MessageImportance.High, "app: 1.0 MB of 3.0 MB after 10 s (96.2 kB/s)"),
                (MessageImportance.High, "app: 0 bytes of 3.0 MB after 20 s"),
            ],
            engine.Messages);
    }

    [TestMethod]
    public void Of_what_the_copy_did_not_look_at_nothing_is_known()
    {
        using var engine = new KeepingEngine();
        var (log, artifact) = Start(engine);
        Assert.IsNull(log.OutcomeOf(artifact.Root.Digest));
        Assert.AreEqual("none", PushOutcome.WordFor(null));
    }

    private static (PushLog Log, PackedArtifact Artifact) Start(KeepingEngine engine)
    {
        using var project = new PackFixture();
        project.Pack();
        return (new PushLog(new TaskLoggingHelper(engine, "Push"), project.Record), project.Artifact);
    }
}

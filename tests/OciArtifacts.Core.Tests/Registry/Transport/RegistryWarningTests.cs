using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;
using OciArtifacts.Core.Tests.Registry.Auth;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Warnings of registries for users (distribution-spec 1.1.1, "Warnings").</summary>
[TestClass]
public sealed class RegistryWarningTests
{
    [TestMethod]
    [DataRow("299 - \"going away\"", "going away")]
    [DataRow("299 - \"say \\\"no\\\"\"", "say \"no\"")]
    [DataRow("299 - \"a\\\\b\"", "a\\b")]
    [DataRow("299 - \"a, b\"", "a, b")]
    [DataRow("299 - \"a\u0007b\u001b[31m\u202e\"", "a b [31m ", DisplayName = "what steers a terminal")]
    [DataRow("299 - \"old\" \"Wed, 21 Oct 2015 07:28:00 GMT\"", "old", DisplayName = "with a date")]
    [DataRow("299 - \"a\", 299 - \"b\"", "a; b", DisplayName = "two in one header")]
    [DataRow("199 - \"a\", 299 - \"\", 299 - \"b \\\",\", 299 proxy \"c\"", "b \",", DisplayName = "one among others")]
    public void Those_for_people_are_read(string value, string text)
    {
        Assert.IsTrue(RegistryWarning.TryRead(value, out var read));
        Assert.AreEqual(text, read);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(",,")]
    [DataRow("299")]
    [DataRow("299 -")]
    [DataRow("299 - text")]
    [DataRow("299 - \"text")]
    [DataRow("299 - \"text\\")]
    [DataRow("299 - \"\"")]
    [DataRow("199 - \"text\"")]
    [DataRow("214 - \"text\"")]
    [DataRow("299 registry.example \"text\"")]
    public void Others_are_not(string value) => Assert.IsFalse(RegistryWarning.TryRead(value, out _));

    [TestMethod]
    public void A_long_one_is_cut()
    {
        Assert.IsTrue(RegistryWarning.TryRead($"299 - \"{new string('x', 5_000)}\"", out var text));
        Assert.AreEqual(new string('x', 500) + "…", text);
    }

    [TestMethod]
    public async Task Each_text_is_told_once_however_many_requests_and_clients_there_are()
    {
        var told = new List<RegistryEvent>();
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { WarningHeader = "299 - \"going away\"" });
        using var pool = new RegistryPool();
        for (var i = 0; i < 2; i++)
        {
            using var client = pool.Client(registry.Host, RegistryPeer.Anonymous with { Report = told.Add });
            for (var j = 0; j < 2; j++) await client.Repository("a").ExistsAsync(Descriptor.Empty, CancellationToken.None);
        }

        Assert.AreSequenceEqual([new RegistryEvent(RegistryEventKind.Warning, $"{registry.Host} says: going away")], told);
        Assert.HasCount(4, registry.Requests);
    }

    [TestMethod]
    public async Task Another_text_is_told_too()
    {
        var (told, count) = (new List<RegistryEvent>(), 0);
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                Fault = _ => FaultAnswer.Bare(404).WithHeader("Warning", $"299 - \"number {Interlocked.Increment(ref count) % 2}\""),
            },
            RegistryPeer.Anonymous with { Report = told.Add });
        for (var i = 0; i < 4; i++) await peer.AskAsync();
        Assert.AreSequenceEqual(
            [$"{peer.Registry.Host} says: number 1", $"{peer.Registry.Host} says: number 0"], told.Select(one => one.Message));
    }
}

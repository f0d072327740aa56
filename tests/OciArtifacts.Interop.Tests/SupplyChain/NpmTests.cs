using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Statements;
using OciArtifacts.Core.Tests.SupplyChain.Notation;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>Libraries of npm verify what this library signs: @sigstore/verify the bundles, and jose the envelopes of Notation.</summary>
[TestClass]
public sealed class NpmTests : SignatureTests
{
    private const string Node = "node";

    private static readonly Digest Content = Digest.Sha256("content"u8);

    [TestMethod]
    public async Task Sigstore_verifies_bundles_by_key_without_logs_and_refuses_changed_ones()
    {
        var folder = NewFolder();
        List<string> files = [];
        foreach (var name in (string[])["P-256", "P-384", "RSA 3072"])
        {
            using var key = Key(name);
            var pem = KeyFile(key.PublicKey);
            var statement = new InTotoStatement([StatementSubject.Of(Content)], Predicate, Predicate: null).ToBytes();
            ManifestPlan[] plans = [BundleReferrer.PlanSignature(Content, key), BundleReferrer.PlanAttestation(statement, key)];
            foreach (var plan in plans)
            {
                var bundle = plan.Layers.Single().Bytes!.Value.ToArray();
                Add(bundle, pem);
                Add(Changed(bundle, "\"payload\":\"eyJ", "\"payload\":\"eyK"), pem);
            }
        }

        await AlternatesAsync("bundle", files);

        void Add(byte[] bundle, string pem) => files.AddRange([folder.Write($"{files.Count}.json", Encoding.UTF8.GetString(bundle)), pem]);
    }

    [TestMethod]
    public async Task Jose_verifies_envelopes_of_Notation_and_refuses_changed_ones()
    {
        var folder = NewFolder();
        List<string> files = [];
        foreach (var name in (string[])["RSA 3072", "P-256", "P-384", "P-521"])
        {
            using var key = NotationKeys.Key(name);
            var envelope = await NotationKeys.SignAsync(key);
            Add(envelope.ToBytes());
            Add((envelope with { Payload = envelope.Payload.Replace("eyJ", "eyK", StringComparison.Ordinal) }).ToBytes());
        }

        await AlternatesAsync("jws", files);

        void Add(byte[] envelope) => files.Add(folder.Write($"{files.Count}.json", Encoding.UTF8.GetString(envelope)));
    }

    // The first signature is valid, the second one is not, and so on.
    private async Task AlternatesAsync(string kind, List<string> files)
    {
        var script = Checkout.Path("tests/OciArtifacts.Interop.Tests/npm/verify.mjs");
        Need(Node);
        NeedFolder(Path.Combine(Path.GetDirectoryName(script)!, "node_modules"), "build/install-npm-peers installs them.");
        var lines = (await RunAsync(Node, [script, kind, .. files])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.IsGreaterThan(3, lines.Length);
        for (var i = 0; i < lines.Length; i++) StringAssert.StartsWith(lines[i], i % 2 == 0 ? "valid" : "refused", lines[i]);
    }

    private static void NeedFolder(string path, string advice)
    {
        if (Directory.Exists(path)) return;
        if (Peer.InCi) Assert.Fail($"{path} is missing. {advice}");
        Assert.Inconclusive($"{path} is missing. {advice}");
    }
}

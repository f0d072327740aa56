using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Statements;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>Signatures and attestations of cosign and of this library under the tags that they share.</summary>
[TestClass]
public sealed class CosignSharedTagTests : CosignPeerTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Both_verify_by_both_keys_whoever_signs_first(bool isCosignFirst)
    {
        Need(Cosign);
        await using var registry = await RegistryAsync();
        using var client = Client(registry.Host);
        using var key = Key("P-256");
        var repository = client.Repository(Name);
        var folder = NewFolder();
        await CosignAsync("generate-key-pair", "--output-key-prefix", folder["own"]);
        var digest = (await PushAsync(repository, Subject, "1.0")).Root.Digest;
        var reference = $"{registry.Host}/{Name}@{digest}";
        if (isCosignFirst) await SignByCosignAsync(folder, reference);
        await SignHereAsync(repository, key, $"{registry.Host}/{Name}");
        if (!isCosignFirst) await SignByCosignAsync(folder, reference);

        foreach (var file in (string[])[folder["own.pub"], KeyFile(key.PublicKey)])
        {
            string[] common = ["--key", file, "--insecure-ignore-tlog", "--allow-http-registry", reference];
            await CosignAsync(["verify", .. common]);
            await CosignAsync(["verify-attestation", "--type", Predicate, .. common]);
            var own = PublicKey.ReadFile(file);
            Assert.AreEqual(1, await CountAsync(repository, digest, CosignTag.SignatureEnding, (layer, bytes) =>
                CosignSignature.Verify(layer, bytes, digest, own).IsValid));
            Assert.AreEqual(1, await CountAsync(repository, digest, CosignTag.AttestationEnding, (_, bytes) =>
                CosignAttestation.Verify(bytes, digest, own).IsValid));
        }
    }

    private async Task SignByCosignAsync(WorkFolder folder, string reference)
    {
        string[] common = ["--key", folder["own.key"], "--tlog-upload=false", "-y", "--allow-http-registry"];
        await CosignAsync(["sign", .. common, reference]);
        var predicate = folder.Write("predicate.json", """{"a":1}""");
        await CosignAsync(["attest", .. common, "--type", Predicate, "--predicate", predicate, reference]);
    }

    private Task SignHereAsync(RegistryRepository repository, SigningKey key, string name)
    {
        var promises = new CosignPromises(key, name);
        var attestations = promises.Attestations(ReferrerSelector.Root, Predicate, "test", (subject, _) => Task.FromResult<byte[]?>(
            new InTotoStatement([StatementSubject.Of(subject.Content.Digest)], Predicate, Predicate: null).ToBytes()));
        return PushAsync(repository, Subject with { Referrers = [.. promises.Signatures(ReferrerSelector.Root), .. attestations] }, "1.0");
    }

    private async Task<int> CountAsync(
        RegistryRepository repository, Digest digest, string ending, Func<Descriptor, byte[], bool> isValid)
    {
        var root = await repository.ResolveAsync(CosignTag.Of(digest, ending), Cancellation);
        var layers = Manifest.Parse(await ReadAsync(repository, root!)).Layers;
        Assert.HasCount(2, layers);
        var valid = 0;
        foreach (var layer in layers) valid += isValid(layer, await ReadAsync(repository, layer)) ? 1 : 0;
        return valid;
    }
}

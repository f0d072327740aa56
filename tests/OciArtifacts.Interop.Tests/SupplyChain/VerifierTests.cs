using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Trust;
using OciArtifacts.Core.SupplyChain.Verification;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>
/// What cosign 2.5 signs and attests in a real registry is found and verified by a trust policy. The registry has no list of referrers,
/// and cosign writes a wrong type into the tag that stands in for it.
/// </summary>
[TestClass]
public sealed class VerifierTests : SignatureTests
{
    private const string Cosign = "cosign";

    [TestMethod]
    public async Task What_cosign_signs_and_attests_is_trusted_and_refused_after_one_change()
    {
        Need(Cosign);
        await using var registry = await RegistryAsync();
        using var client = Client(registry.Host);
        var repository = client.Repository(Name);
        var subject = (await PushAsync(repository, Subject, "1.0")).Root;
        var folder = NewFolder();
        await CosignAsync(folder, "generate-key-pair", "--output-key-prefix", folder["own"]);
        var reference = $"{registry.Host}/{Name}@{subject.Digest}";
        var predicate = folder.Write("predicate.json", """{"a":1}""");
        string[] common = ["--key", folder["own.key"], "--tlog-upload=false", "-y", "--allow-http-registry"];
        string[] attest = ["attest", .. common, "--type", Predicate, "--predicate", predicate];

        async Task<VerificationOutcome> VerifyAsync(string members)
        {
            var policy = folder.Write("trust-policy.json", $$"""
                {"version":"1.0","trustPolicies":[{"name":"own","registryScopes":["{{registry.Host}}/{{Name}}"],
                "signatureVerification":{"level":"strict"},{{members}} }]}
                """);
            var verifier = new ArtifactVerifier(await TrustPolicy.ReadAsync(policy, Cancellation));
            return await verifier.VerifyAsync(subject, repository, $"{registry.Host}/{Name}", Cancellation);
        }

        const string Signature = "\"cosignKeys\":[\"own.pub\"]";
        const string Attestation = $$"""
            "attestations":[{"predicateType":"{{Predicate}}","keys":["own.pub"]}]
            """;

        Assert.IsFalse((await VerifyAsync(Signature)).IsTrusted);
        await CosignAsync(folder, ["sign", .. common, reference]);
        (await VerifyAsync(Signature)).EnsureTrusted();

        Assert.IsFalse((await VerifyAsync(Attestation)).IsTrusted);
        await CosignAsync(folder, [.. attest, "--new-bundle-format", reference]);
        var outcome = await VerifyAsync(Attestation);
        outcome.EnsureTrusted();
        Assert.AreEqual(SignatureFormat.SigstoreBundle, outcome.AcceptedSignatures.Single().Format);
        await CosignAsync(folder, [.. attest, reference]);
        Assert.HasCount(2, (await VerifyAsync(Attestation)).AcceptedSignatures);

        // Another key in the same file, and then a signature of cosign for another artifact under the tag of this one.
        var key = await File.ReadAllTextAsync(folder["own.pub"], Cancellation);
        using var other = Key("other P-256");
        folder.Write("own.pub", other.PublicKey.ToPem());
        Assert.IsFalse((await VerifyAsync(Signature)).IsTrusted);
        Assert.IsFalse((await VerifyAsync(Attestation)).IsTrusted);
        folder.Write("own.pub", key);
        (await VerifyAsync(Signature)).EnsureTrusted();
        var gadget = (await PushAsync(repository, Subject with { ArtifactType = "application/vnd.example.other.v1" }, "2.0")).Root;
        await CosignAsync(folder, ["sign", .. common, $"{registry.Host}/{Name}@{gadget.Digest}"]);
        var signed = await repository.ResolveAsync($"sha256-{gadget.Digest.Encoded}{CosignTag.SignatureEnding}", Cancellation);
        await repository.TagAsync(signed!, repository, $"sha256-{subject.Digest.Encoded}{CosignTag.SignatureEnding}", Cancellation);
        Assert.IsFalse((await VerifyAsync(Signature)).IsTrusted);
    }

    private async Task CosignAsync(WorkFolder folder, params string[] arguments)
    {
        var command = new ProcessCommand(Cosign, arguments)
        {
            WorkingDirectory = folder.Path,
            Environment = new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = "", ["HOME"] = folder.Path },
        };
        (await ProcessRunner.RunAsync(command, Cancellation)).MustSucceed();
    }
}

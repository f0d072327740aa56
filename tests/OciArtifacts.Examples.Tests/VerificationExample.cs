using System.Security.Cryptography;
using OciArtifacts.Core;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain.Trust;
using OciArtifacts.Core.SupplyChain.Verification;

namespace OciArtifacts.Examples.Tests;

/// <summary>Whose artifacts are trusted: a policy, and what is attached to an artifact.</summary>
[TestClass]
public sealed class VerificationExample : LibraryExample
{
    [TestMethod]
    public async Task Verify_an_artifact_before_it_is_used()
    {
        using var client = new RegistryClient(Registry, Push);
        var repository = client.Repository("tools/one");
        var tool = (await PushAsync(ToolPlan("tool"), repository, "1.0.0")).Root;

        // The policy of the consumer. Files of keys lie beside it.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Work.Write("release.pub", key.ExportSubjectPublicKeyInfoPem());
        var file = Work.Write(
            "trust-policy.json",
            $$"""
            {
              "version": "1.0",
              "trustPolicies": [
                {
                  "name": "vetted",
                  "registryScopes": ["{{Registry}}/tools/one"],
                  "signatureVerification": { "level": "skip" },
                  "artifactType": "{{ToolType}}",
                  "digests": ["{{tool.Digest}}"]
                },
                {
                  "name": "others",
                  "registryScopes": ["{{Registry}}/*"],
                  "signatureVerification": { "level": "strict" },
                  "cosignKeys": ["release.pub"],
                  "attestations": [{ "predicateType": "https://slsa.dev/provenance/v1" }]
                }
              ]
            }
            """);
        var verifier = new ArtifactVerifier(await TrustPolicy.ReadAsync(file, Cancellation));

        // One repository has a policy of its own, which pins what was looked at once.
        var vetted = await verifier.VerifyAsync(tool, repository, $"{Registry}/tools/one", Cancellation);
        vetted.EnsureTrusted();

        // Nobody signed the same artifact in another repository. The outcome has a demand for each thing that is missing.
        var other = client.Repository("tools/two");
        await PushAsync(ToolPlan("tool"), other, "1.0.0");
        var outcome = await verifier.VerifyAsync(tool, other, $"{Registry}/tools/two", Cancellation);
        Assert.IsFalse(outcome.IsTrusted);
        Assert.AreSequenceEqual(
            [DemandKind.CosignSignature, DemandKind.Attestation],
            outcome.Demands.Where(demand => !demand.IsMet).Select(demand => demand.Kind));
        Assert.AreEqual(OciErrorCode.NotTrusted, Assert.ThrowsExactly<OciException>(outcome.EnsureTrusted).Code);
    }
}

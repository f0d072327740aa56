using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Verification;
using OciArtifacts.Core.Tests.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>A signature of Notation that the settings would make in another way is made again.</summary>
[TestClass]
public sealed class KnownSignaturesTests
{
    private readonly ReferrerStore _store = new();

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_renewed_certificate_of_the_same_key_or_of_its_authority_signs_again()
    {
        using var key = NotationKeys.Key("P-256");
        var subject = await SignedAsync(key);
        Assert.IsTrue(await IsKnownAsync(subject, key));
        var signer = TestCertificate.Signer(NotationKeys.Subject, "P-256");
        using var renewed = NotationKeys.Key("P-256", signer with { Serial = 2 }, NotationKeys.Authority);
        Assert.IsFalse(await IsKnownAsync(subject, renewed));
        using var above = NotationKeys.Key("P-256", signer, NotationKeys.Authority with { Serial = 2 });
        Assert.IsFalse(await IsKnownAsync(subject, above));
    }

    [TestMethod]
    public async Task A_time_stamp_that_is_wanted_now_signs_again()
    {
        using var key = NotationKeys.Key("P-256");
        Assert.IsFalse(await IsKnownAsync(await SignedAsync(key), key, needsTimestamp: true));
        using var server = new TestTimestampServer(
            TestCertificate.Stamper("CN=Stamper", "P-384"), TestCertificate.Authority("CN=Stamp Root", "RSA 2048"));
        var stamped = await SignedAsync(key, server);
        Assert.IsTrue(await IsKnownAsync(stamped, key, needsTimestamp: true));
        Assert.IsTrue(await IsKnownAsync(stamped, key));
    }

    private async Task<Descriptor> SignedAsync(SigningKey key, TestTimestampServer? server = null)
    {
        var subject = await Attached.SubjectAsync(_store, server is null ? "widget" : "stamped");
        using var http = server is null ? null : new HttpClient(server, disposeHandler: false);
        var signer = new NotationSigner(new KeyEnvelopeSigner(key), NotationKeys.Clock())
        {
            Timestamps = http is null ? null : new TimestampClient(http, TestTimestampServer.Address),
        };
        var plan = await signer.PlanAsync(subject, ImageSpecVersion.V1_1, TestContext.CancellationToken);
        await Attached.PutAsync(_store, plan, subject);
        return subject;
    }

    private Task<bool> IsKnownAsync(Descriptor subject, SigningKey key, bool needsTimestamp = false) =>
        new KnownSignatures(key.PublicKey, key.Chain) { NeedsTimestamp = needsTimestamp }
            .HasAsync(new ReferrerSubject(subject, PackedArtifact.Published(subject, _store)), SignatureFormat.Notation, statement: null, TestContext.CancellationToken);
}

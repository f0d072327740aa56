using System.Buffers.Text;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Dsse;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Statements;
using OciArtifacts.Core.SupplyChain.Verification;
using OciArtifacts.Core.Tests.SupplyChain.Notation;
using OciArtifacts.Core.Tests.SupplyChain.Trust;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>Whoever may push to a repository can attach anything. It costs little, says nothing that it should not, and stops nothing.</summary>
[TestClass]
public sealed class HostileEvidenceTests : IDisposable
{
    private const int Many = 200_000;
    private const string OneKey = "\"cosignKeys\": [\"release.pub\"]";

    private readonly WorkFolder _work = new();
    private readonly ReferrerStore _store = new();

    public void Dispose() => _work.Dispose();

    // With work that grows by the square, each of these takes minutes.
    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public async Task A_text_of_very_many_at_signs_and_an_object_of_very_many_members_are_refused_at_once()
    {
        var subject = await Attached.SubjectAsync(_store);
        Attach(subject, SigstoreBundle.MediaType, Encoding.ASCII.GetBytes($$"""{"mediaType":"{{new string('@', Many)}}"}"""));
        var members = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"{i.ToString("x7", CultureInfo.InvariantCulture)}\":\"\""));
        var statement = $$"""
            {"_type":"{{InTotoStatement.TypeV1}}","subject":[{"digest":{ {{members}} } }],"predicateType":"https://sigstore.dev/cosign/sign/v1"}
            """;
        Attach(subject, SigstoreBundle.MediaType, Bundle(Encoding.ASCII.GetBytes(statement)));
        var outcome = await VerifyAsync(subject);
        Assert.IsFalse(outcome.IsTrusted);
        Assert.IsLessThan(5_000, Failure.With(OciErrorCode.NotTrusted, outcome.EnsureTrusted).Message.Length);
    }

    [TestMethod]
    public void An_envelope_has_few_signatures()
    {
        string Envelope(int count) => $$"""
            {"payloadType":"t","payload":"AAAA","signatures":[{{string.Join(',', Enumerable.Repeat("""{"sig":"AAAA"}""", count))}}]}
            """;
        Assert.HasCount(20, DsseEnvelope.Parse(Encoding.ASCII.GetBytes(Envelope(20))).Signatures);
        var failure = Failure.With(OciErrorCode.MalformedContent, () => DsseEnvelope.Parse(Encoding.ASCII.GetBytes(Envelope(21))));
        Assert.Contains("more than 20 signatures", failure.Message);
    }

    [TestMethod]
    public async Task A_text_of_evidence_is_one_line_without_commands_of_a_CI_service()
    {
        const string Command = "x\\n##vso[task.setvariable variable=PATH]/evil\\u001b[31m";
        var subject = await Attached.SubjectAsync(_store);
        Attach(subject, SigstoreBundle.MediaType, Encoding.ASCII.GetBytes($$"""{"mediaType":"{{Command}}"}"""));
        Attach(subject, NotationNames.ArtifactType, Encoding.ASCII.GetBytes($$"""{"{{Command}}":1}"""), NotationNames.EnvelopeType);
        var outcome = await VerifyAsync(subject, OneKey + ",\"trustStores\":[\"ca:contoso\"],\"trustedIdentities\":[\"*\"]");
        string[] texts =
        [
            Failure.With(OciErrorCode.NotTrusted, outcome.EnsureTrusted).Message,
            .. outcome.Demands.SelectMany(demand => demand.Signatures).Select(signature => $"{signature}"),
        ];
        foreach (var text in texts)
        {
            Assert.DoesNotContain("##", text);
            Assert.IsFalse(text.Any(char.IsControl), text);
        }

        Assert.Contains("vso", string.Concat(texts));
        Assert.AreEqual("# # # #[x]", ForeignText.OneLine("####[x]"));
    }

    [TestMethod]
    public async Task A_certificate_that_cannot_be_decoded_does_not_hide_a_good_signature_beside_it()
    {
        var subject = await Attached.SubjectAsync(_store);
        using var good = NotationKeys.Key("P-256");
        var signer = new NotationSigner(new KeyEnvelopeSigner(good), NotationKeys.Clock());
        await Attached.PutAsync(_store, await signer.PlanAsync(subject, ImageSpecVersion.V1_1, CancellationToken.None), subject);
        _work.Write("truststore/x509/ca/signers/root.pem", good.Chain[^1].ExportCertificatePem());
        Attach(subject, NotationNames.ArtifactType, EnvelopeWithDateOfMonth99(subject), NotationNames.EnvelopeType);
        var outcome = await VerifyAsync(subject, "\"trustStores\":[\"ca:signers\"],\"trustedIdentities\":[\"*\"]");
        Assert.IsTrue(outcome.IsTrusted);
        Assert.Contains("a certificate of it cannot be decoded", string.Concat(outcome.Demands.SelectMany(demand => demand.Signatures)));
        var known = new KnownSignatures(good.PublicKey, good.Chain);
        var asked = new ReferrerSubject(subject, PackedArtifact.Published(subject, _store));
        Assert.IsTrue(await known.HasAsync(asked, SignatureFormat.Notation, statement: null, CancellationToken.None));
    }

    [TestMethod]
    public async Task A_statement_about_something_else_too_is_not_attested()
    {
        var (given, other) = (await Attached.SubjectAsync(_store), await Attached.SubjectAsync(_store, "other"));
        Assert.IsNotNull(await FindAsync(given, StatementSubject.Of(given.Digest)));
        Assert.IsNull(await FindAsync(given, StatementSubject.Of(given.Digest), StatementSubject.Of(other.Digest)));
        var both = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = given.Digest.Encoded, ["sha512"] = new('0', 128) };
        Assert.IsNull(await FindAsync(given, new StatementSubject(both)));
    }

    [TestMethod]
    public async Task The_entries_of_an_index_in_an_index_are_verified_too()
    {
        var manifest = await Attached.SubjectAsync(_store);
        var inner = await Attached.IndexAsync(_store, manifest);
        var root = await Attached.IndexAsync(_store, inner);
        foreach (var index in (Descriptor[])[root, inner]) await Attached.BundleAsync(_store, index, "P-256");
        Assert.IsFalse((await VerifyAsync(root)).IsTrusted);
        await Attached.BundleAsync(_store, manifest, "P-256");
        var outcome = await VerifyAsync(root);
        Assert.IsTrue(outcome.IsTrusted);
        Assert.HasCount(1, outcome.Entries.Single().Entries);
    }

    [TestMethod]
    public async Task The_entries_of_an_index_that_is_not_trusted_or_of_a_very_large_one_are_not_looked_at()
    {
        var entries = Enumerable.Range(0, 1_001).Select(i => new Descriptor(MediaType.Manifest, Digest.Sha256(BitConverter.GetBytes(i)), 10));
        var root = await Attached.IndexAsync(_store, [.. entries]);
        Assert.IsEmpty((await VerifyAsync(root)).Entries);
        Assert.AreEqual(3, _store.Asked);
        var many = new List<Descriptor>();
        for (var i = 0; i < 1_001; i++) many.Add(await SignedAsync($"{i}"));
        var allowed = await Attached.IndexAsync(_store, [.. many.Take(1_000)]);
        await Attached.BundleAsync(_store, allowed, "P-256");
        Assert.HasCount(1_000, (await VerifyAsync(allowed)).Entries);
        var large = await Attached.IndexAsync(_store, [.. many]);
        await Attached.BundleAsync(_store, large, "P-256");
        var outcome = await VerifyAsync(large);
        Assert.IsFalse(outcome.IsTrusted);
        Assert.Contains("at most 1000 entries", Failure.With(OciErrorCode.NotTrusted, outcome.EnsureTrusted).Message);
    }

    [TestMethod]
    public async Task That_there_may_be_more_evidence_is_said_also_behind_long_reasons()
    {
        var subject = await Attached.SubjectAsync(_store);
        for (var i = 0; i < 101; i++)
        {
            Attach(subject, SigstoreBundle.MediaType, Encoding.ASCII.GetBytes($$"""{"mediaType":"{{i}}{{new string('x', 600)}}"}"""));
        }

        var failure = Failure.With(OciErrorCode.NotTrusted, (await VerifyAsync(subject)).EnsureTrusted);
        Assert.Contains("not all referrers were read", failure.Message);
    }

    private async Task<Descriptor> SignedAsync(string name)
    {
        var subject = await Attached.SubjectAsync(_store, name);
        await Attached.BundleAsync(_store, subject, "P-256");
        return subject;
    }

    private async Task<VerificationOutcome> VerifyAsync(Descriptor subject, string members = OneKey)
    {
        var policy = await TrustPolicies.ReadAsync(TrustPolicies.WriteOne(_work, members));
        var verifier = new ArtifactVerifier(policy) { IncludesEntries = true, Time = NotationKeys.Clock() };
        return await verifier.VerifyAsync(subject, _store, "registry.contoso.example/widget", CancellationToken.None);
    }

    private async Task<byte[]?> FindAsync(Descriptor given, params StatementSubject[] subjects)
    {
        var statement = new InTotoStatement(subjects, Attached.Provenance, Predicate: null).ToBytes();
        var plan = new ManifestPlan(InTotoStatement.MediaType, [PlannedLayer.OfBytes("s", InTotoStatement.MediaType, statement)]);
        var unsigned = await Attached.PutAsync(_store, plan, given) with { ArtifactType = InTotoStatement.MediaType };
        var artifact = PackedArtifact.Published(given, _store, [new PackedReferrer(given.Digest, unsigned)]);
        return await PublishedProvenance.FindAsync(new ReferrerSubject(given, artifact), CancellationToken.None);
    }

    private void Attach(Descriptor subject, string artifactType, byte[] content, string? layerType = null)
    {
        var layer = _store.Add(layerType ?? artifactType, content);
        var manifest = new Manifest(_store.Add(MediaType.Empty, "{}"u8), [layer]) { ArtifactType = artifactType, Subject = subject };
        _store.List(subject.Digest, _store.Add(MediaType.Manifest, manifest.ToBytes()) with { ArtifactType = artifactType });
    }

    private static byte[] Bundle(byte[] statement) => Encoding.ASCII.GetBytes($$"""
        {"mediaType":"{{SigstoreBundle.MediaType}}","verificationMaterial":{"publicKey":{"hint":"x"} },
         "dsseEnvelope":{"payload":"{{Convert.ToBase64String(statement)}}","payloadType":"{{InTotoStatement.MediaType}}",
          "signatures":[{"sig":"AAAA"}]} }
        """);

    // Self-signed, and right in everything but the date of its end, which .NET decodes when it is asked for.
    private static byte[] EnvelopeWithDateOfMonth99(Descriptor subject)
    {
        using var key = (ECDsa)TestKeys.Algorithm("other P-256");
        using var certificate = TestCertificate.Signer("CN=hostile", "other P-256").SelfSigned();
        var signed = new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue().ToArray();
        var end = signed.AsSpan().LastIndexOf("0000Z"u8) - 8;
        "9999"u8.CopyTo(signed.AsSpan(end + 2));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
            writer.WriteBitString(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        var header = new NotationHeader("ES256", NotationNames.X509Scheme, NotationKeys.Now);
        var (encoded, payload) = NotationEnvelope.Encode(header.ToBytes(), NotationPayload.ToBytes(subject));
        var signature = key.SignData(
            Encoding.ASCII.GetBytes($"{encoded}.{payload}"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["payload"] = payload,
            ["protected"] = encoded,
            ["header"] = new JsonObject { ["x5c"] = new JsonArray(Convert.ToBase64String(writer.Encode())) },
            ["signature"] = Base64Url.EncodeToString(signature),
        }.ToJsonString());
    }
}

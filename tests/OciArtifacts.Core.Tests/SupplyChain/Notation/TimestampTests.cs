using System.Net;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Notation;

/// <summary>Time stamps of Notation signatures (RFC 3161).</summary>
[TestClass]
public sealed class TimestampTests
{
    private static readonly TestCertificate Stamper = TestCertificate.Stamper("CN=Stamper", "P-384");
    private static readonly TestCertificate Root = TestCertificate.Authority("CN=Stamp Root", "RSA 2048");

    private static readonly DateTimeOffset Late = TestCertificate.End.AddYears(1);

    [TestMethod]
    [DataRow("P-384")]
    [DataRow("RSA 3072")]
    public async Task A_stamped_signature_is_valid_after_its_certificates_have_expired(string name)
    {
        using var server = new TestTimestampServer(Stamper with { Key = name }, Root) { AccuracySeconds = 2 };
        var (key, envelope) = await StampedAsync(server);
        var check = Verify(envelope, key, server);
        Assert.IsTrue(check.IsValid, string.Join('\n', check.Failures));
        Assert.AreEqual(server.Time.AddSeconds(-2), check.Signed!.Stamp!.From);
        Assert.AreEqual(server.Time.AddSeconds(2), check.Signed.Stamp.To);
    }

    [TestMethod]
    public async Task The_baseline_policy_means_one_second()
    {
        using var server = new TestTimestampServer(Stamper, Root) { Policy = "0.4.0.2023.1.1" };
        var (key, envelope) = await StampedAsync(server);
        Assert.AreEqual(server.Time.AddSeconds(1), Verify(envelope, key, server).Signed!.Stamp!.To);
    }

    [TestMethod]
    [DataRow("1.3.14.3.2.26", DisplayName = "SHA-1")]
    [DataRow("1.2.840.113549.2.5", DisplayName = "MD5")]
    public async Task A_stamp_whose_own_signature_has_a_broken_hash_does_not_count(string hash)
    {
        using var server = new TestTimestampServer(Stamper with { Key = "RSA 3072" }, Root);
        using var key = NotationKeys.Key("P-256");
        var envelope = await NotationKeys.SignAsync(key);
        using var weak = new TestTimestampServer(Stamper with { Key = "RSA 3072" }, Root) { Hash = hash };
        var token = await weak.TokenAsync(envelope.Signature);
        var check = Verify((envelope with { Timestamp = token }).ToBytes(), key, server);
        Assert.Contains("none of the SHA-2 family", check.Failures.Single().Problem);
    }

    [TestMethod]
    public async Task A_stamp_at_the_end_of_time_does_not_count_and_stops_nothing()
    {
        var end = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        using var server = new TestTimestampServer(Stamper with { To = end }, Root with { To = end }) { Time = end, AccuracySeconds = 1 };
        using var key = NotationKeys.Key("P-256");
        var envelope = await NotationKeys.SignAsync(key);
        var token = await server.TokenAsync(envelope.Signature);
        var check = Verify((envelope with { Timestamp = token }).ToBytes(), key, server);
        Assert.Contains("it cannot be read", check.Failures.Single().Problem);
    }

    [TestMethod]
    public async Task A_stamp_is_looked_at_always_or_after_expiry_only()
    {
        using var server = new TestTimestampServer(Stamper, Root);
        using var key = NotationKeys.Key("P-256");
        var envelope = (await NotationKeys.SignAsync(key)).ToBytes();
        var trust = Trust(key, server);
        Refused("has no time stamp, which is required", Verify(envelope, trust, NotationKeys.Now));
        Assert.IsTrue(Verify(envelope, trust with { StampsAfterExpiryOnly = true }, NotationKeys.Now).IsValid);
        Refused("has no time stamp", Verify(envelope, trust with { StampsAfterExpiryOnly = true }, Late));
        Assert.IsTrue(Verify(envelope, trust with { TimestampAuthorities = [] }, NotationKeys.Now).IsValid);
    }

    [TestMethod]
    public async Task A_stamp_from_outside_the_time_of_the_certificates_is_refused()
    {
        using var server = new TestTimestampServer(
            Stamper with { From = TestCertificate.Start.AddYears(-1) }, Root with { From = TestCertificate.Start.AddYears(-1) });
        server.Time = TestCertificate.Start.AddSeconds(1);
        server.AccuracySeconds = 2;
        var (key, envelope) = await StampedAsync(server);
        Refused("it is valid from 2026-01-01", Verify(envelope, Trust(key, server), Late));
    }

    [TestMethod]
    public async Task A_stamp_of_another_signature_is_refused()
    {
        using var server = new TestTimestampServer(Stamper, Root);
        var (key, envelope) = await StampedAsync(server);
        var other = (await NotationKeys.SignAsync(key)) with { Timestamp = NotationEnvelope.Parse(envelope).Timestamp };
        Refused("it is for another signature", Verify(other.ToBytes(), Trust(key, server), Late));
        Refused("it cannot be read", Verify((other with { Timestamp = new byte[] { 1 } }).ToBytes(), Trust(key, server), Late));
    }

    [TestMethod]
    public async Task A_stamp_that_no_trusted_authority_certifies_is_refused()
    {
        using var server = new TestTimestampServer(Stamper, Root);
        var (key, envelope) = await StampedAsync(server);
        var forged = (Root with { Key = "RSA 3072" }).SelfSigned();
        var trust = Trust(key, server) with { TimestampAuthorities = [forged] };
        Refused("did not sign it", Verify(envelope, trust, Late));
        trust = trust with { TimestampAuthorities = [key.Chain[^1]] };
        Refused("leads to no trusted authority", Verify(envelope, trust, Late));
    }

    [TestMethod]
    public async Task A_server_whose_certificate_is_not_for_time_stamps_gives_none()
    {
        using var other = new TestTimestampServer(TestCertificate.Signer("CN=Signer", "P-256"), Root);
        await FailedAsync("is no time stamp for this request", other);
        using var authority = new TestTimestampServer(Stamper.With(TestCertificate.Basic(authority: true)), Root);
        await FailedAsync("make it an authority", authority);
        using var small = new TestTimestampServer(Stamper with { Key = "RSA 2560" }, Root);
        await FailedAsync("of a kind that is not allowed", small);
    }

    [TestMethod]
    public async Task A_stamp_with_more_than_20_certificates_does_not_count()
    {
        using var server = new TestTimestampServer(Stamper, Root) { More = 19 };
        await StampedAsync(server);
        server.More = 20;
        await FailedAsync("it has more than 20 certificates", server);
    }

    [TestMethod]
    public async Task A_server_that_does_not_name_its_certificate_with_SHA2_gives_none()
    {
        using var server = new TestTimestampServer(Stamper, Root) { NamesItsCertificate = false };
        await FailedAsync("signing-certificate-v2", server);
    }

    [TestMethod]
    public async Task A_server_that_answers_wrongly_is_named_without_the_secrets_of_its_address()
    {
        using var server = new TestTimestampServer(Stamper, Root) { Status = HttpStatusCode.BadGateway };
        var failure = await FailedAsync("the server answers 502", server);
        Assert.Contains("http://stamps.example.com/", failure.Message);
        server.Status = HttpStatusCode.OK;
        server.Answer = _ => [1, 2, 3];
        await FailedAsync("the answer is no time stamp", server);
        server.Answer = _ => new byte[(1 << 20) + 1];
        await FailedAsync("the server cannot be asked", server);
        server.Answer = _ => throw new HttpRequestException("no route");
        await FailedAsync("no route", server);
        server.Answer = _ => throw new TaskCanceledException();
        await FailedAsync("did not answer in time", server);
    }

    private static async Task<(SigningKey Key, byte[] Envelope)> StampedAsync(TestTimestampServer server)
    {
        var key = NotationKeys.Key("P-256");
        return (key, (await NotationKeys.SignAsync(key, server)).ToBytes());
    }

    private static async Task<OciException> FailedAsync(string why, TestTimestampServer server)
    {
        using var key = NotationKeys.Key("P-256");
        var failure = await Failure.WithAsync(OciErrorCode.TimestampFailed, () => NotationKeys.SignAsync(key, server));
        Assert.Contains(why, failure.Message);
        return failure;
    }

    private static NotationTrust Trust(SigningKey key, TestTimestampServer server) =>
        NotationKeys.Trust(key.Chain[^1]) with { TimestampAuthorities = [server.Root] };

    private static NotationCheck Verify(byte[] envelope, SigningKey key, TestTimestampServer server) =>
        Verify(envelope, Trust(key, server), Late);

    private static NotationCheck Verify(byte[] envelope, NotationTrust trust, DateTimeOffset now) =>
        new NotationVerifier(trust, NotationKeys.Clock(now)).Verify(envelope, NotationKeys.Content);

    private static void Refused(string why, NotationCheck check)
    {
        var (step, problem) = check.Failures.Single();
        Assert.AreEqual(NotationStep.AuthenticTimestamp, step, problem);
        Assert.Contains(why, problem);
    }
}

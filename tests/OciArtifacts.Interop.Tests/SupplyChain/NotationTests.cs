using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.Tests.SupplyChain.Notation;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>notation-core-go and jose verify envelopes of this library, and OpenSSL stamps them.</summary>
[TestClass]
public sealed class NotationTests : SignatureTests
{
    private const string CoreGo = "notation-core-verify";
    private const string OpenSsl = "openssl";

    [TestMethod]
    public async Task The_library_of_notation_verifies_envelopes_of_ours_and_refuses_changed_ones()
    {
        Need(CoreGo);
        var folder = NewFolder();
        List<string> files = [];
        foreach (var name in (string[])["P-256", "P-384", "P-521", "RSA 2048", "RSA 3072"])
        {
            using var key = NotationKeys.Key(name);
            var envelope = (await NotationKeys.SignAsync(key)).ToBytes();
            var good = folder.Write($"{files.Count}.json", Encoding.UTF8.GetString(envelope));
            var bad = folder.Write($"{files.Count + 1}.json", Flipped(envelope));
            files.AddRange([good, bad]);
        }

        var lines = (await RunAsync(CoreGo, [.. files])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var payload = Encoding.UTF8.GetString(NotationPayload.ToBytes(NotationKeys.Content));
        Assert.HasCount(files.Count, lines);
        for (var i = 0; i < lines.Length; i += 2)
        {
            Assert.AreEqual($"valid {payload}", lines[i]);
            StringAssert.StartsWith(lines[i + 1], "refused");
        }
    }

    [TestMethod]
    public async Task OpenSSL_stamps_an_envelope_and_the_stamp_is_verified_here()
    {
        Need(OpenSsl);
        using var server = new OpenSslTimestamps(NewFolder(), Cancellation);
        using var http = new HttpClient(server, disposeHandler: false);
        using var key = NotationKeys.Key("P-256");
        var signer = new NotationSigner(new KeyEnvelopeSigner(key), NotationKeys.Clock())
        {
            Timestamps = new TimestampClient(http, new Uri("http://localhost/")),
        };
        var envelope = await signer.SignAsync(NotationKeys.Content, Cancellation);
        var trust = NotationKeys.Trust(key.Chain[^1]) with { TimestampAuthorities = [server.Root] };
        var check = new NotationVerifier(trust, NotationKeys.Clock()).Verify(envelope.ToBytes(), NotationKeys.Content);

        // OpenSSL stamps with the time of this machine, at which the certificates of the tests need not be valid.
        Assert.IsFalse(check.Failures.Any(failure => failure.Problem.Contains("time stamp", StringComparison.Ordinal)));
        var token = TimestampToken.Verify(envelope.Timestamp!.Value.Span, envelope.Signature.Span, [server.Root]);
        Assert.AreEqual("", token.Problem);
        Assert.IsLessThan(TimeSpan.FromHours(1), (TimeProvider.System.GetUtcNow() - token.From).Duration());
    }

    // One bit of the signature is another one.
    private static string Flipped(byte[] envelope)
    {
        var json = JsonNode.Parse(envelope)!;
        var signature = json["signature"]!.GetValue<string>().ToCharArray();
        signature[5] = signature[5] == 'A' ? 'B' : 'A';
        json["signature"] = new string(signature);
        return json.ToJsonString();
    }
}

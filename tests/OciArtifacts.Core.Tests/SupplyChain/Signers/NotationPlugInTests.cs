using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Signers;
using OciArtifacts.Core.Tests.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Signers;

/// <summary>Notation plug-ins: scripts that keep their requests and give prepared answers.</summary>
[TestClass]
public sealed class NotationPlugInTests : IDisposable
{
    private const string Name = "com.example.vault";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ScriptFolder _folder = new();
    private readonly SigningKey _key = NotationKeys.Key("RSA 3072");

    public required TestContext TestContext { get; set; }

    public void Dispose()
    {
        _folder.Dispose();
        _key.Dispose();
    }

    [TestMethod]
    public async Task A_plug_in_that_signs_bytes_gets_what_it_needs_and_the_envelope_is_made_here()
    {
        Answers("SIGNATURE_GENERATOR.RAW");
        var plan = await PlanAsync();
        AssertSigned(plan);
        Assert.AreEqual("""{"pluginConfig":{"a":"1","b":"2"}}""", Request("get-plugin-metadata"));
        const string Key = "\"contractVersion\":\"1.0\",\"keyId\":\"release\",\"pluginConfig\":{\"a\":\"1\",\"b\":\"2\"}";
        Assert.AreEqual($"{{{Key}}}", Request("describe-key"));
        var payload = Convert.ToBase64String(SignedBytes);
        Assert.AreEqual(
            $"{{{Key},\"keySpec\":\"RSA-3072\",\"hashAlgorithm\":\"SHA-384\",\"payload\":\"{payload}\"}}",
            JsonNode.Parse(Request("generate-signature"))!.ToJsonString(Relaxed));
    }

    [TestMethod]
    public async Task A_plug_in_that_makes_envelopes_gives_its_own_and_annotations()
    {
        Answers("SIGNATURE_GENERATOR.ENVELOPE");
        var plan = await PlanAsync();
        AssertSigned(plan);
        Assert.AreEqual("1", plan.Annotations["com.example.note"]);
        Assert.HasCount(2, plan.Annotations);
        var request = JsonNode.Parse(Request("generate-envelope"))!;
        Assert.AreEqual("application/jose+json", request["signatureEnvelopeType"]!.GetValue<string>());
        Assert.AreEqual("application/vnd.cncf.notary.payload.v1+json", request["payloadType"]!.GetValue<string>());
        Assert.AreSequenceEqual(
            NotationPayload.ToBytes(NotationKeys.Content), Convert.FromBase64String(request["payload"]!.GetValue<string>()));
    }

    [TestMethod]
    public async Task An_envelope_may_demand_the_plug_in_for_its_verification()
    {
        Answers("SIGNATURE_GENERATOR.ENVELOPE");
        Envelope(header =>
        {
            header["io.cncf.notary.verificationPlugin"] = Name;
            header["crit"]!.AsArray().Add("io.cncf.notary.verificationPlugin");
        });
        Assert.AreEqual(NotationNames.ArtifactType, (await PlanAsync()).ArtifactType);
        Envelope(header =>
        {
            header["com.example.other"] = Name;
            header["crit"]!.AsArray().Add("com.example.other");
        });
        await FailedAsync("critical header com.example.other");
    }

    [TestMethod]
    [DataRow("get-plugin-metadata", "name", "other", "calls itself 'other'")]
    [DataRow("get-plugin-metadata", "supportedContractVersions", "[\"2.0\"]", "supports the contract 2.0, not 1.0")]
    [DataRow("get-plugin-metadata", "capabilities", "[\"SIGNATURE_VERIFIER.REVOCATION_CHECK\"]", "cannot sign")]
    [DataRow("get-plugin-metadata", "capabilities", null, "cannot sign")]
    [DataRow("get-plugin-metadata", "name", null, "it has no name")]
    [DataRow("describe-key", "keySpec", "RSA-1024", "has a key of the kind RSA-1024, and wanted is one of RSA-2048")]
    [DataRow("generate-signature", "signingAlgorithm", "RSASSA-PSS-SHA-256", "and RSASSA-PSS-SHA-384 was asked for")]
    [DataRow("generate-signature", "signature", "AAAA", "its signature was not made for this payload")]
    [DataRow("generate-signature", "signature", "!", "its signature is no base64")]
    [DataRow("generate-signature", "certificateChain", "[]", "it has no certificateChain")]
    [DataRow("generate-signature", "certificateChain", "[\"AAAA\"]", "something else than certificates")]
    public async Task A_wrong_answer_is_refused(string command, string member, string? value, string why)
    {
        Answers("SIGNATURE_GENERATOR.RAW");
        Change(command, member, value);
        await FailedAsync(why);
    }

    [TestMethod]
    [DataRow("signatureEnvelopeType", "application/cose", "its signatureEnvelopeType is application/cose")]
    [DataRow("signatureEnvelope", "!", "signatureEnvelope is no base64")]
    [DataRow("signatureEnvelope", "e30=", "no valid Notation envelope")]
    public async Task A_wrong_envelope_is_refused(string member, string value, string why)
    {
        Answers("SIGNATURE_GENERATOR.ENVELOPE");
        Change("generate-envelope", member, value);
        await FailedAsync(why);
    }

    [TestMethod]
    public async Task An_envelope_for_another_manifest_is_refused()
    {
        Answers("SIGNATURE_GENERATOR.ENVELOPE");
        Envelope(_ => { }, NotationKeys.Content with { Size = 3 });
        await FailedAsync("The signature is for");
    }

    [TestMethod]
    public async Task A_chain_of_a_plug_in_follows_the_rules_too()
    {
        Answers("SIGNATURE_GENERATOR.RAW");
        Change("generate-signature", "certificateChain", $"[\"{Convert.ToBase64String(_key.Chain[0].RawData)}\"]");
        var failure = await Failure.WithAsync(OciErrorCode.InvalidCertificateChain, PlanAsync);
        Assert.Contains("the root is missing", failure.Message);
    }

    [TestMethod]
    public async Task The_error_of_a_plug_in_is_in_the_message()
    {
        var error = """{"errorCode":"ACCESS_DENIED","errorMessage":"no right to sign"}""";
        _folder.Script($"notation-{Name}", $"echo '{error}' >&2; exit 1");
        await FailedAsync("ended with exit code 1 and says: ACCESS_DENIED no right to sign");
        _folder.Script($"notation-{Name}", "echo 'out of order' >&2; exit 7");
        await FailedAsync("ended with exit code 7 and says: out of order");
        _folder.Script($"notation-{Name}", "echo hello");
        await FailedAsync("gives a wrong answer. This is no valid answer to get-plugin-metadata");
    }

    [TestMethod]
    public void A_plug_in_is_found_in_its_folder_and_then_in_PATH()
    {
        var file = OperatingSystem.IsWindows() ? $"notation-{Name}.exe" : $"notation-{Name}";
        var folders = OperatingSystem.IsWindows() ? "notation/plugins"
            : OperatingSystem.IsMacOS() ? "Library/Application Support/notation/plugins"
            : ".config/notation/plugins";
        var inPath = _folder.Write($"bin/{file}", "");
        Assert.AreEqual(inPath, Plugins().Find(Name));
        var installed = _folder.Write($"{folders}/{Name}/{file}", "");
        Assert.AreEqual(installed, Plugins().Find(Name));
        Assert.Contains("is not installed", Failure.With(OciErrorCode.SignerFailed, () => Plugins().Find("other")).Message);
        foreach (var name in (string[])["", "..", "a/b", "a b"])
        {
            Assert.Contains("has letters, digits", Failure.With(OciErrorCode.SignerFailed, () => Plugins().Find(name)).Message);
        }
    }

    private PlugInFolders Plugins() => new(name => name switch
    {
        "HOME" or "AppData" => Path.GetDirectoryName(_folder["x"]),
        "PATH" => $"relative{Path.PathSeparator}{_folder["bin"]}",
        _ => null,
    });

    private byte[] SignedBytes
    {
        get
        {
            var header = new NotationHeader("PS384", NotationNames.X509Scheme, NotationKeys.Now).ToBytes();
            var (encoded, payload) = NotationEnvelope.Encode(header, NotationPayload.ToBytes(NotationKeys.Content));
            return new NotationEnvelope(encoded, payload, default, []).SignedBytes;
        }
    }

    private void Answers(string capability)
    {
        _folder.Script($"notation-{Name}", "cat >\"$here/request-$1\"; cat \"$here/$1\"");
        Answer("get-plugin-metadata", new JsonObject
        {
            ["name"] = Name,
            ["supportedContractVersions"] = new JsonArray("1.0"),
            ["capabilities"] = new JsonArray(capability),
        });
        Answer("describe-key", new JsonObject { ["keyId"] = "release", ["keySpec"] = "RSA-3072" });
        Answer("generate-signature", new JsonObject
        {
            ["keyId"] = "release",
            ["signature"] = Convert.ToBase64String(_key.Sign(SignedBytes, JwsAlgorithm.Of(_key.PublicKey)!.Scheme)),
            ["signingAlgorithm"] = "RSASSA-PSS-SHA-384",
            ["certificateChain"] = new JsonArray([.. _key.Chain.Select(one => JsonValue.Create(Convert.ToBase64String(one.RawData)))]),
        });
        Envelope(_ => { });
    }

    private void Envelope(Action<JsonObject> change, Descriptor? subject = null)
    {
        var header = JsonNode.Parse(new NotationHeader("PS384", NotationNames.X509Scheme, NotationKeys.Now).ToBytes())!.AsObject();
        change(header);
        var payload = NotationPayload.ToBytes(subject ?? NotationKeys.Content);
        var (encoded, body) = NotationEnvelope.Encode(Encoding.UTF8.GetBytes(header.ToJsonString()), payload);
        var envelope = new NotationEnvelope(encoded, body, default, _key.Chain);
        var signature = _key.Sign(envelope.SignedBytes, JwsAlgorithm.Of(_key.PublicKey)!.Scheme);
        Answer("generate-envelope", new JsonObject
        {
            ["signatureEnvelope"] = Convert.ToBase64String((envelope with { Signature = signature }).ToBytes()),
            ["signatureEnvelopeType"] = "application/jose+json",
            ["annotations"] = new JsonObject { ["com.example.note"] = "1", [NotationNames.ThumbprintAnnotation] = "other" },
        });
    }

    private void Answer(string command, JsonObject answer) => _folder.Write(command, answer.ToJsonString());

    private void Change(string command, string member, string? value)
    {
        var json = JsonNode.Parse(File.ReadAllText(_folder[command]))!.AsObject();
        json.Remove(member);
        if (value is not null) json[member] = value.StartsWith('[') ? JsonNode.Parse(value) : value;
        Answer(command, json);
    }

    private string Request(string command) => File.ReadAllText(_folder[$"request-{command}"]);

    private Task<ManifestPlan> PlanAsync()
    {
        var key = new PlugInKey(Name, "release")
        {
            Config = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
        };
        var plugIn = new NotationPlugIn(key, _folder[$"notation-{Name}"], NotationKeys.Clock());
        return plugIn.PlanAsync(NotationKeys.Content, ImageSpecVersion.V1_1, TestContext.CancellationToken);
    }

    private void AssertSigned(ManifestPlan plan)
    {
        Assert.AreEqual(NotationNames.ArtifactType, plan.ArtifactType);
        StringAssert.StartsWith(plan.Annotations[NotationNames.ThumbprintAnnotation], "[\"");
        var envelope = plan.Layers.Single().Bytes!.Value;
        var check = new NotationVerifier(NotationKeys.Trust(_key.Chain[^1]), NotationKeys.Clock()).Verify(envelope, NotationKeys.Content);
        Assert.IsTrue(check.IsValid, string.Join('\n', check.Failures));
    }

    private async Task FailedAsync(string why)
    {
        var failure = await Failure.WithAsync(OciErrorCode.SignerFailed, PlanAsync);
        Assert.Contains(why, failure.Message);
    }
}

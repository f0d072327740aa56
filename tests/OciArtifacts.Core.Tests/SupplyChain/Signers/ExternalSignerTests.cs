using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Signers;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Signers;

[TestClass]
public sealed class ExternalSignerTests : IDisposable
{
    private const string Type = "application/vnd.contoso.signature.v1";

    private static readonly Descriptor Subject = Descriptor.Of(MediaType.Manifest, "{}"u8);
    private static readonly string Signer = Checkout.Path("tests/OciArtifacts.Core.Tests/SupplyChain/Signers/sign.sh");

    private readonly ScriptFolder _folder = new();

    public required TestContext TestContext { get; set; }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task A_program_gets_the_descriptor_and_gives_a_layout_with_the_signature()
    {
        var artifact = await SignAsync($"exec sh '{Signer}'");
        var manifest = Manifest.Parse(await ReadAsync(artifact, artifact.Root));
        Assert.AreEqual((Type, Subject.Digest), (manifest.ArtifactType, manifest.Subject!.Digest));
        Assert.AreEqual(
            $$"""signature of {"mediaType":"{{MediaType.Manifest}}","digest":"{{Subject.Digest}}","size":2}""",
            Encoding.UTF8.GetString(await ReadAsync(artifact, manifest.Layers.Single())));
    }

    [TestMethod]
    public async Task The_signature_becomes_a_referrer_of_what_is_packed()
    {
        var path = _folder.Script("signer", $"exec sh '{Signer}'");
        var signer = new ExternalSigner(path);
        var promise = new ReferrerPromise(
            Type, async (subject, cancellation) => ArtifactPart.Of(await signer.SignAsync(subject.Content, cancellation)));
        var plan = new ManifestPlan("application/vnd.example.v1", []) { Referrers = [promise] };
        using var work = new WorkFolder();
        var artifact = await new ArtifactPacker(work.Path).PackAsync(plan, TestContext.CancellationToken);
        var referrer = artifact.Referrers.Single();
        Assert.AreEqual((artifact.Root.Digest, Type), (referrer.Subject, referrer.Content.ArtifactType));
        Assert.IsTrue(await artifact.ExistsAsync(referrer.Content, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task What_the_program_says_is_in_the_message()
    {
        const string Script = "echo ignored; printf 'no session\\n\\ntry again\\n' >&2; exit 3";
        await FailedAsync("ended with exit code 3 and says: no session / try again.", Script);
        await FailedAsync("ended with exit code 1 and does not say why", "exit 1");
    }

    [TestMethod]
    public async Task A_program_that_cannot_be_started_is_named()
    {
        var missing = _folder["none"];
        var failure = await Failure.WithAsync(OciErrorCode.SignerFailed, () => new ExternalSigner(missing).SignAsync(Subject, default));
        Assert.Contains($"The signer '{missing}' cannot be started", failure.Message);
    }

    [TestMethod]
    public async Task A_program_that_does_not_end_is_ended()
    {
        var signer = new ExternalSigner(_folder.Script("signer", "exec sleep 600")) { TimeLimit = TimeSpan.FromMilliseconds(300) };
        var failure = await Failure.WithAsync(OciErrorCode.SignerFailed, () => signer.SignAsync(Subject, TestContext.CancellationToken));
        Assert.Contains("did not end within 0.3 s", failure.Message);
    }

    [TestMethod]
    public async Task An_answer_without_end_is_refused_at_once()
    {
        var signer = new ExternalSigner(_folder.Script("signer", "exec cat /dev/zero")) { LargestAnswer = 100_000 };
        var failure = await Failure.WithAsync(OciErrorCode.SignerFailed, () => signer.SignAsync(Subject, TestContext.CancellationToken));
        Assert.Contains("it wrote more than 100000 bytes", failure.Message);
    }

    [TestMethod]
    public async Task A_caller_who_gives_up_gets_his_own_exception()
    {
        var signer = new ExternalSigner(_folder.Script("signer", "exec sleep 600"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => signer.SignAsync(Subject, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public async Task An_answer_that_is_no_layout_with_the_signature_is_refused()
    {
        await FailedAsync("no index.json", "exit 0");
        await FailedAsync("it is no tar archive", "head -c 2000 /dev/urandom");
        var zeros = new string('0', 64);
        await FailedAsync("it has 0 manifests with the subject", $"sed 's/{Subject.Digest.Encoded}/{zeros}/' | sh '{Signer}'");

        // The archive is good, and a blob in it has other bytes, or is not there.
        await FailedAsync("has other bytes than its descriptor says", $"sh '{Signer}' | sed 's/signature of/forgery!! of/'");
        await FailedAsync("is missing", $"mkdir \"$here/x\"; cd \"$here/x\"; sh '{Signer}' | tar -xf -; rm -r blobs; tar -cf - .");
    }

    private async Task<PackedArtifact> SignAsync(string script) =>
        await new ExternalSigner(_folder.Script("signer", script)).SignAsync(Subject, TestContext.CancellationToken);

    private async Task<byte[]> ReadAsync(PackedArtifact artifact, Descriptor content) =>
        await artifact.ReadAllAsync(content, 1 << 20, TestContext.CancellationToken);

    private async Task FailedAsync(string why, string script)
    {
        var failure = await Failure.WithAsync(OciErrorCode.SignerFailed, () => SignAsync(script));
        Assert.Contains(why, failure.Message);
    }
}

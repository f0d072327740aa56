using OciArtifacts.Build.Tasks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.SupplyChain.AttachOciArtifactTests;
using static OciArtifacts.Build.Tests.SupplyChain.SubjectFixture;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>An artifact is signed by another job, long after its publish.</summary>
[TestClass]
public sealed class SignOciArtifactTests
{
    private static readonly SigningFiles Files = new();

    [TestMethod]
    public async Task Each_signature_is_of_the_digest_and_no_tag_of_the_artifact_moves()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        var before = Tags(registry);
        artifact.Run(Sign(artifact, artifact.Reference, "cosign", "notation"));
        Assert.AreSequenceEqual(before, Tags(registry));

        // Each by what verifies it.
        var (digest, key) = (Digest.Parse(artifact.Digest), PublicKey.ReadFile(artifact["key.pub"]));
        using var client = new RegistryClient(registry.Host, new RegistryOptions());
        var repository = client.Repository("app");
        var (_, bundle) = await LayerAsync(repository, await OneAsync(artifact, SigstoreBundle.MediaType));
        Assert.IsTrue(BundleReferrer.Verify(bundle, digest, key).IsValid);
        var tag = await repository.ResolveAsync(CosignTag.Of(digest, CosignTag.SignatureEnding), CancellationToken.None);
        var (layer, payload) = await LayerAsync(repository, tag!);
        var signed = CosignSignature.Verify(layer, payload, digest, key);
        Assert.AreEqual($"{registry.Host}/app", signed.Signed?.DockerReference, signed.Problem);
        var (_, envelope) = await LayerAsync(repository, await OneAsync(artifact, NotationNames.ArtifactType));
        var root = await repository.ResolveAsync(artifact.Digest, CancellationToken.None);
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(Files.Certificate);
        var check = new NotationVerifier(new NotationTrust { Authorities = [certificate] }, TimeProvider.System).Verify(envelope, root!);
        Assert.IsEmpty(check.Failures);
    }

    [TestMethod]
    public async Task The_index_and_each_entry_are_signed_in_one_call()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Index(registry.Host);
        artifact.Run(Sign(artifact, artifact.Reference, "cosign", "notation"));
        foreach (var digest in artifact.Entries.Prepend(artifact.Digest))
        {
            Assert.AreSequenceEqual(
                [NotationNames.ArtifactType, SigstoreBundle.MediaType], Types(await artifact.ReferrersAsync(digest)));
            Assert.Contains($"{digest.Replace(':', '-')}.sig", registry.Tags("app"));
        }
    }

    [TestMethod]
    public async Task A_report_names_the_bills_of_materials_that_are_signed_too_and_those_of_others_are_not()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        var own = artifact.Referrer;
        artifact.Write("other.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"of somebody else"}""");
        using var attach = artifact.Attach(artifact.Reference);
        attach.Referrers = [ProjectItems.Item("other.spdx.json")];
        artifact.Run(attach);
        var foreign = (await artifact.ReferrersAsync(artifact.Digest)).Select(one => one.Digest.ToString()).Single(one => one != own);

        artifact.Run(Sign(artifact, artifact.Report, "cosign", "notation"));
        foreach (var signed in (string[])[own, artifact.Digest])
        {
            Assert.Contains(SigstoreBundle.MediaType, Types(await artifact.ReferrersAsync(signed)));
            Assert.Contains(NotationNames.ArtifactType, Types(await artifact.ReferrersAsync(signed)));
            Assert.Contains($"{signed.Replace(':', '-')}.sig", registry.Tags("app"));
        }

        Assert.IsEmpty(await artifact.ReferrersAsync(foreign));
        Assert.DoesNotContain($"{foreign.Replace(':', '-')}.sig", registry.Tags("app"));
    }

    [TestMethod]
    public async Task Without_a_report_only_the_artifact_is_signed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        artifact.Run(Sign(artifact, artifact.Reference, "cosign", "notation"));
        Assert.IsEmpty(await artifact.ReferrersAsync(artifact.Referrer));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task An_artifact_in_a_layout_is_signed_there(bool isReport)
    {
        using var artifact = Manifest("");
        var before = artifact.TagsInLayout;
        using var task = Sign(artifact, isReport ? artifact.Report : artifact.InLayout, "cosign", "notation");
        task.LayoutDirectory = isReport ? artifact.LayoutFolder : "";
        artifact.Run(task);
        string[] signatures = [NotationNames.ArtifactType, SigstoreBundle.MediaType];
        Assert.AreSequenceEqual(["application/spdx+json", .. signatures], Types(await artifact.ReferrersInLayoutAsync(artifact.Digest)));
        Assert.AreSequenceEqual(isReport ? signatures : [], Types(await artifact.ReferrersInLayoutAsync(artifact.Referrer)));
        Assert.AreSequenceEqual(before, artifact.TagsInLayout.Where(tag => !tag.StartsWith("sha256-", StringComparison.Ordinal)));
        Assert.Contains(
            $"{artifact.Digest.Replace(':', '-')}.sig", artifact.TagsInLayout.Select(tag => tag.Split(' ')[0]));
    }

    [TestMethod]
    public async Task What_the_same_key_has_signed_is_not_signed_again_and_another_key_adds_its_signature()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        artifact.Run(Sign(artifact, artifact.Reference, "cosign", "notation"));
        registry.ClearRequests();
        artifact.Run(Sign(artifact, artifact.Reference, "cosign", "notation"));
        AssertNothingIsSent(registry);
        var other = new SigningFiles();
        using var task = Sign(artifact, artifact.Reference, "cosign", "notation");
        artifact.Write("key.pem", other.Key);
        artifact.Write("certificate.pem", other.Certificate);
        artifact.Run(task);
        var types = Types(await artifact.ReferrersAsync(artifact.Digest));
        Assert.HasCount(2, types.Where(type => type == SigstoreBundle.MediaType));
        Assert.HasCount(2, types.Where(type => type == NotationNames.ArtifactType));
        using var client = new RegistryClient(registry.Host, new RegistryOptions());
        var repository = client.Repository("app");
        var tag = CosignTag.Of(Digest.Parse(artifact.Digest), CosignTag.SignatureEnding);
        var root = await repository.ResolveAsync(tag, CancellationToken.None);
        var manifest = await repository.ReadAllAsync(root!, ContentReading.LargestManifest, CancellationToken.None);
        Assert.HasCount(2, Core.Model.Manifest.Parse(manifest).Layers);
    }

    [TestMethod]
    public async Task The_unsigned_provenance_that_the_report_names_is_attested_once()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = WithProvenance(registry.Host);
        artifact.Run(Sign(artifact, artifact.Report, "cosign"));
        using var client = new RegistryClient(registry.Host, new RegistryOptions());
        var repository = client.Repository("app");
        var (digest, key) = (Digest.Parse(artifact.Digest), PublicKey.ReadFile(artifact["key.pub"]));
        var provenance = await repository.ResolveAsync(artifact.Referrer, CancellationToken.None);
        var (_, statement) = await LayerAsync(repository, provenance!);

        var tag = await repository.ResolveAsync(CosignTag.Of(digest, CosignTag.AttestationEnding), CancellationToken.None);
        var (_, envelope) = await LayerAsync(repository, tag!);
        var attested = CosignAttestation.Verify(envelope, digest, key);
        Assert.AreSequenceEqual(statement, attested.Signed!.ToBytes());
        var bundles = (await artifact.ReferrersAsync(artifact.Digest)).Where(one => one.ArtifactType == SigstoreBundle.MediaType);
        Assert.HasCount(2, bundles, "One is the signature, one is the attestation.");

        registry.ClearRequests();
        artifact.Run(Sign(artifact, artifact.Report, "cosign"));
        AssertNothingIsSent(registry);
    }

    [TestMethod]
    public async Task A_provenance_that_only_the_registry_lists_is_not_attested()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = WithProvenance(registry.Host);
        artifact.Run(Sign(artifact, artifact.Reference, "cosign"));
        Assert.DoesNotContain($"{artifact.Digest.Replace(':', '-')}.att", registry.Tags("app"));
        Assert.HasCount(1, (await artifact.ReferrersAsync(artifact.Digest)).Where(one => one.ArtifactType == SigstoreBundle.MediaType));
    }

    [TestMethod]
    public async Task A_promotion_takes_the_signatures_along_those_under_a_tag_too()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var live = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        artifact.Run(Sign(artifact, artifact.Report, "cosign", "notation"));
        artifact.Run(artifact.Promote(live.Host));
        foreach (var signed in (string[])[artifact.Digest, artifact.Referrer])
        {
            Assert.Contains($"{signed.Replace(':', '-')}.sig", live.Tags("app"));
        }

        Assert.AreSequenceEqual(registry.Contents, live.Contents);
        Assert.AreSequenceEqual(Tags(registry), Tags(live));
    }

    [TestMethod]
    public async Task A_join_in_another_repository_takes_the_signatures_of_its_parts_along_those_under_a_tag_too()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var part = Manifest(registry.Host);
        part.Run(Sign(part, part.Report, "cosign"));
        using var index = new Tasks.PackFixture();
        index.Task.PublishDirectory = "";
        index.Task.Parts = [ProjectItems.Item(part.Reference, ("RuntimeIdentifier", "linux-x64"))];
        (index.Task.Registry, index.Task.Repository, index.Task.Push) = (registry.Host, "other/app", "true");
        index.Pack();
        index.Push();
        foreach (var signed in (string[])[part.Digest, part.Referrer])
        {
            var tag = $"{signed.Replace(':', '-')}.sig";
            Assert.Contains(tag, registry.Tags("other/app"));
            Assert.Contains(SigstoreBundle.MediaType, Types(await part.ReferrersAsync(signed, "other/app")));
        }
    }

    [TestMethod]
    public async Task A_key_and_its_passphrase_can_be_in_environment_variables()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        var (key, passphrase) = ($"KEY_{Guid.NewGuid():N}", $"PASSPHRASE_{Guid.NewGuid():N}");
        Environment.SetEnvironmentVariable(key, Files.EncryptedKey);
        Environment.SetEnvironmentVariable(passphrase, SigningFiles.Passphrase);
        using var task = artifact.Sign(artifact.Reference, "cosign");
        (task.SigningKeyVariable, task.SigningPassphraseVariable) = (key, passphrase);
        artifact.Run(task);
        Assert.Contains(SigstoreBundle.MediaType, Types(await artifact.ReferrersAsync(artifact.Digest)));
        foreach (var secret in Files.Secrets) Assert.DoesNotContain(secret, artifact.Engine.All);
        foreach (var name in (string[])[key, passphrase]) Environment.SetEnvironmentVariable(name, null);
    }

    [TestMethod]
    public async Task A_question_sends_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        registry.ClearRequests();
        using var task = Sign(artifact, artifact.Reference, "cosign");
        task.FailIfNotIncremental = true;
        StringAssert.StartsWith(artifact.Fail(task), "OCIA3007: ");
        AssertNothingIsSent(registry);
    }

    private static SignOciArtifact Sign(SubjectFixture artifact, string subject, params string[] formats)
    {
        var task = artifact.Sign(subject, formats);
        task.SigningKeyFile = artifact.Write("key.pem", Files.Key);
        task.SigningCertificateFile = artifact.Write("certificate.pem", Files.Certificate);
        artifact.Write("key.pub", Files.PublicKey);
        return task;
    }

    private static string[] Types(IReadOnlyList<Descriptor> referrers) =>
        [.. referrers.Select(referrer => referrer.ArtifactType!).Order(StringComparer.Ordinal)];

    private static async Task<Descriptor> OneAsync(SubjectFixture artifact, string type) =>
        (await artifact.ReferrersAsync(artifact.Digest)).Single(one => one.ArtifactType == type);

    private static async Task<(Descriptor Layer, byte[] Bytes)> LayerAsync(RegistryRepository repository, Descriptor manifest)
    {
        var bytes = await repository.ReadAllAsync(manifest, ContentReading.LargestManifest, CancellationToken.None);
        var layer = Core.Model.Manifest.Parse(bytes).Layers.Single();
        return (layer, await repository.ReadAllAsync(layer, ContentReading.LargestManifest, CancellationToken.None));
    }
}

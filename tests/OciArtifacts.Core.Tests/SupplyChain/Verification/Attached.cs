using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>Puts an artifact into a store, and what is attached to it.</summary>
internal static class Attached
{
    internal const string Widget = "application/vnd.contoso.widget.v1";
    internal const string Provenance = "https://slsa.dev/provenance/v1";

    internal static async Task<Descriptor> SubjectAsync(IContentStore store, string name = "widget")
    {
        var plan = new ManifestPlan(Widget, [PlannedLayer.OfBytes("layer", "text/plain", System.Text.Encoding.UTF8.GetBytes(name))]);
        return await PutAsync(store, plan, subject: null);
    }

    internal static async Task<Descriptor> IndexAsync(IContentStore store, params Descriptor[] entries)
    {
        var memory = new MemoryStore();
        var index = new ImageIndex([.. entries]) { ArtifactType = Widget };
        var root = memory.Add(MediaType.Index, index.ToBytes());
        await store.PutAsync(root, memory, CancellationToken.None);
        return root;
    }

    /// <summary>Attaches a signature in the form of cosign 3.</summary>
    internal static async Task<Descriptor> BundleAsync(IContentStore store, Descriptor subject, string key, Digest? signed = null)
    {
        using var signer = TestKeys.Signing(key);
        return await PutAsync(store, BundleReferrer.PlanSignature(signed ?? subject.Digest, signer), subject);
    }

    /// <summary>Attaches an attestation in the form of cosign 3.</summary>
    internal static async Task<Descriptor> AttestationAsync(
        IContentStore store, Descriptor subject, string key, string predicateType = Provenance, Digest? about = null)
    {
        using var signer = TestKeys.Signing(key);
        var plan = BundleReferrer.PlanAttestation(Statement(about ?? subject.Digest, predicateType), signer);
        return await PutAsync(store, plan, subject);
    }

    /// <summary>Tags a signature in the form of cosign 2.</summary>
    internal static async Task TagSignatureAsync(IContentStore store, Descriptor subject, string key, Digest? signed = null)
    {
        using var signer = TestKeys.Signing(key);
        var plan = CosignSignature.Plan(signed ?? subject.Digest, "registry.contoso.example/widget", signer);
        await TagAsync(store, plan, $"sha256-{subject.Digest.Encoded}.sig");
    }

    /// <summary>Tags an attestation in the form of cosign 2.</summary>
    internal static async Task TagAttestationAsync(
        IContentStore store, Descriptor subject, string key, string predicateType = Provenance)
    {
        using var signer = TestKeys.Signing(key);
        var plan = CosignAttestation.Plan(Statement(subject.Digest, predicateType), signer);
        await TagAsync(store, plan, $"sha256-{subject.Digest.Encoded}.att");
    }

    internal static async Task<Descriptor> PutAsync(IContentStore store, ManifestPlan plan, Descriptor? subject)
    {
        var (root, memory) = await PackedAsync(plan, subject);
        using var copy = new ContentCopy(memory, store, new ContentCopyOptions());
        await copy.CopyAsync(root, [], CancellationToken.None);
        return root;
    }

    internal static async Task TagAsync(IContentStore store, ManifestPlan plan, string tag)
    {
        var (root, memory) = await PackedAsync(plan, subject: null);
        using var copy = new ContentCopy(memory, store, new ContentCopyOptions());
        await copy.CopyAsync(root, [tag], CancellationToken.None);
    }

    private static async Task<(Descriptor Root, MemoryStore Content)> PackedAsync(ManifestPlan plan, Descriptor? subject)
    {
        var about = subject is null ? null : new Descriptor(subject.MediaType, subject.Digest, subject.Size);
        var packed = await PackedPlan.OfAsync(plan, about);
        var memory = new MemoryStore();
        memory.Add(packed.Manifest.Config.MediaType, packed.Config);
        foreach (var layer in packed.Layers) memory.Add(MediaType.OctetStream, layer);
        return (memory.Add(MediaType.Manifest, packed.Manifest.ToBytes()), memory);
    }

    private static byte[] Statement(Digest about, string predicateType) =>
        new InTotoStatement([StatementSubject.Of(about)], predicateType, Predicate: null).ToBytes();
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain;

/// <summary>A packed plan, with its manifest and the bytes of its blobs.</summary>
internal sealed record PackedPlan(Descriptor Root, Manifest Manifest, byte[] Config, IReadOnlyList<byte[]> Layers)
{
    /// <summary>Packs the plan, as a referrer if it gets a subject.</summary>
    internal static async Task<PackedPlan> OfAsync(ManifestPlan plan, Descriptor? subject = null)
    {
        using var folder = new WorkFolder();
        var artifact = await new ArtifactPacker(folder.Path).PackAsync(plan, CancellationToken.None);
        var manifest = artifact.Manifests.Single().Manifest with { Subject = subject };
        List<byte[]> layers = [];
        foreach (var layer in manifest.Layers) layers.Add(await artifact.ReadAllAsync(layer, 1 << 20, CancellationToken.None));
        var config = await artifact.ReadAllAsync(manifest.Config, 1 << 20, CancellationToken.None);
        return new PackedPlan(Descriptor.Of(MediaType.Manifest, manifest.ToBytes()), manifest, config, layers);
    }
}

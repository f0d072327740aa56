using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>Plans of referrers that claim to be signatures.</summary>
internal static class Sample
{
    internal static ManifestPlan Bundle(params byte[][] layers) => new(
        SigstoreBundle.MediaType,
        [.. layers.Select((bytes, i) => PlannedLayer.OfBytes($"bundle{i}", SigstoreBundle.MediaType, bytes))]);
}

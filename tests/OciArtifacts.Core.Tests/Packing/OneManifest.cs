using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>A packed artifact that is no index.</summary>
internal static class OneManifest
{
    extension(PackedArtifact artifact)
    {
        /// <summary>Its only manifest.</summary>
        internal Manifest Manifest => artifact.Manifests.Single().Manifest;

        /// <summary>The layers of that.</summary>
        internal IReadOnlyList<PackedLayer> Layers => artifact.Manifests.Single().Layers;
    }
}

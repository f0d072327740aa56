using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>Members for a packed artifact of one manifest.</summary>
internal static class OneManifest
{
    extension(PackedArtifact artifact)
    {
        /// <summary>The only manifest of the artifact.</summary>
        internal Manifest Manifest => artifact.Manifests.Single().Manifest;

        /// <summary>The layers of that manifest.</summary>
        internal IReadOnlyList<PackedLayer> Layers => artifact.Manifests.Single().Layers;
    }
}

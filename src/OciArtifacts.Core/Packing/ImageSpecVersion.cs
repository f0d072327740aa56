using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.Packing;

/// <summary>The form in which a manifest states its artifact type (image-spec, manifest.md, "artifactType").</summary>
[SuppressMessage("Naming", "CA1707", Justification = "V1_1 is read as 1.1; V11 would be eleven.")]
public enum ImageSpecVersion
{
    /// <summary>1.1: in <c>artifactType</c>.</summary>
    V1_1,

    /// <summary>1.0: in <c>config.mediaType</c>, for registries that do not support <c>artifactType</c>.</summary>
    V1_0,
}

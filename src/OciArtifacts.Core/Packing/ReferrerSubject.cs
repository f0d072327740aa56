using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>The subject that a referrer is made for.</summary>
/// <param name="Content">The descriptor of the subject: media type, digest and size.</param>
/// <param name="Artifact">The artifact that it is the root, an entry or a referrer of. All content of the subject can be read from it.</param>
public sealed record ReferrerSubject(Descriptor Content, PackedArtifact Artifact);

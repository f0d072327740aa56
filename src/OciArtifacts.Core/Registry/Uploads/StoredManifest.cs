using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>A manifest that a registry has stored.</summary>
/// <param name="Referrer">The manifest as a referrer; <see langword="null"/> if it has no subject.</param>
/// <param name="IsListed">
/// Whether the registry says that it lists the referrer (<c>OCI-Subject</c>; distribution-spec 1.1.1, "Pushing Manifests with
/// Subject").
/// </param>
internal sealed record StoredManifest(Referrer? Referrer, bool IsListed);

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>Makes package URLs (purl-spec, types <c>nuget</c> and <c>oci</c>).</summary>
internal static class PackageUrl
{
    internal static string NuGet(string id, string version) => $"pkg:nuget/{Uri.EscapeDataString(id)}@{Uri.EscapeDataString(version)}";

    /// <summary>
    /// The package URL of a manifest. It has no registry: the same artifact has the same SBOM in two registries.
    /// </summary>
    /// <param name="name">The name; its last part counts.</param>
    /// <param name="digest">The digest of the manifest.</param>
    /// <param name="architecture">The architecture of the manifest, or <see langword="null"/>.</param>
    internal static string Oci(string name, Digest digest, string? architecture = null)
    {
        var last = Uri.EscapeDataString(name[(name.LastIndexOf('/') + 1)..].ToLowerInvariant());
        var qualifier = string.IsNullOrEmpty(architecture) ? "" : $"?arch={Uri.EscapeDataString(architecture)}";
        return $"pkg:oci/{last}@{Uri.EscapeDataString(digest.ToString())}{qualifier}";
    }
}

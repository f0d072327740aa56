using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>The document of an entry of an index, as the document of the index names it.</summary>
/// <param name="Id">The <c>documentNamespace</c> (SPDX) or the <c>serialNumber</c> (CycloneDX).</param>
/// <param name="Referrer">The digest of the manifest that attaches the document to the entry.</param>
/// <param name="Sha256">The sha256 digest of the document.</param>
/// <param name="Sha1">The SHA-1 of the document in lower-case hex.</param>
internal sealed record EntrySbom(string Id, Digest Referrer, Digest Sha256, string Sha1);

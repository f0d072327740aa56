using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>What a verified bundle signs.</summary>
/// <param name="Subject">The digest of the artifact.</param>
/// <param name="Statement">The statement about it; <see langword="null"/> if the bundle signs the artifact itself.</param>
internal sealed record SignedBundle(Digest Subject, InTotoStatement? Statement)
{
    /// <summary>Whether it is a signature, and not an attestation: cosign 3 writes a statement of a type of its own for one.</summary>
    internal bool IsSignature => Statement is null || Statement.PredicateType == BundleReferrer.SignaturePredicate;
}

using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>What a Notation signature says, after its integrity was verified.</summary>
/// <param name="Target">The descriptor that is signed. Its annotations are metadata of the signer.</param>
/// <param name="Header">The header that is signed.</param>
/// <param name="Chain">The certificates, from that of the signer to the root.</param>
internal sealed record NotationSignature(Descriptor Target, NotationHeader Header, IReadOnlyList<X509Certificate2> Chain)
{
    /// <summary>The range of the time of a verified time stamp. The default is none.</summary>
    internal VerifiedTimestamp? Stamp { get; init; }

    /// <summary>The subject of the signer's certificate.</summary>
    internal string Signer => Chain[0].Subject;
}

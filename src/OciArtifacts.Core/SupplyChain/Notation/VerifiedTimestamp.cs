using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>The outcome of the check of a time stamp: the earliest and the latest time it can mean, or what is wrong.</summary>
/// <param name="From">The earliest time.</param>
/// <param name="To">The latest time.</param>
/// <param name="Problem">What is wrong, as a part of a sentence; empty if the time stamp is valid.</param>
internal sealed record VerifiedTimestamp(DateTimeOffset From, DateTimeOffset To, string Problem = "")
{
    /// <summary>The certificates, from that of the server to the root; empty if no authority was asked for.</summary>
    internal IReadOnlyList<X509Certificate2> Chain { get; init; } = [];
}

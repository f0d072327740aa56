using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Statements;

/// <summary>A subject of a statement (in-toto attestation framework, spec/v1/statement.md, "subject").</summary>
/// <param name="Digests">The algorithms with their hashes, in lower-case hex without the name of the algorithm.</param>
internal sealed record StatementSubject(IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>The name of the subject. The default is none: readers compare digests.</summary>
    internal string? Name { get; init; }

    /// <summary>A subject that has only a digest.</summary>
    internal static StatementSubject Of(Digest digest) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { [digest.Algorithm] = digest.Encoded });

    /// <summary>Whether the subject has this digest.</summary>
    internal bool Has(Digest digest) => Digests.TryGetValue(digest.Algorithm, out var encoded) && encoded == digest.Encoded;
}

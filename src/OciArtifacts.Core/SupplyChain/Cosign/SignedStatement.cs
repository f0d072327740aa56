using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Dsse;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>Signs statements, and checks signed ones.</summary>
internal static class SignedStatement
{
    internal static DsseEnvelope Sign(ReadOnlyMemory<byte> statement, SigningKey key) =>
        DsseEnvelope.Sign(InTotoStatement.MediaType, statement, key);

    internal static SignatureCheck<InTotoStatement> Verify(DsseEnvelope envelope, Digest subject, PublicKey key)
    {
        if (envelope.PayloadType != InTotoStatement.MediaType)
        {
            return Failed($"the payload is a {MediaType.Shown(envelope.PayloadType)}, no {InTotoStatement.MediaType}");
        }

        if (!envelope.IsSignedBy(key)) return Failed($"the signature was not made with the key {key.Id}, or the statement has changed");
        var statement = InTotoStatement.Parse(envelope.Payload);
        return statement.IsAbout(subject)
            ? SignatureCheck<InTotoStatement>.Of(statement)
            : Failed($"the statement is not about {subject}");
    }

    private static SignatureCheck<InTotoStatement> Failed(string problem) => SignatureCheck<InTotoStatement>.Failed(problem);
}

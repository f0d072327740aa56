using System.Collections.ObjectModel;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>Plans a referrer that is a statement without a signature, in the form of BuildKit.</summary>
internal static class UnsignedStatement
{
    private const string PredicateType = "in-toto.io/predicate-type";

    // BuildKit reads the annotation of the layer. Lists of referrers have that of the manifest. ORAS writes a file by the title.
    internal static ManifestPlan Plan(
        ReadOnlyMemory<byte> statement, string predicateType, IReadOnlyDictionary<string, string>? annotations) =>
        new(InTotoStatement.MediaType, [LayerOf(statement, predicateType)])
        {
            Annotations = new Dictionary<string, string>(annotations ?? ReadOnlyDictionary<string, string>.Empty, StringComparer.Ordinal)
            {
                [PredicateType] = predicateType,
            },
        };

    private static PlannedLayer LayerOf(ReadOnlyMemory<byte> statement, string predicateType) =>
        PlannedLayer.OfBytes("statement", InTotoStatement.MediaType, statement) with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [PredicateType] = predicateType,
                [Annotations.Title] = "provenance.intoto.json",
            },
        };
}

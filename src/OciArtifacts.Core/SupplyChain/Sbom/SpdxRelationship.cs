namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>A relationship of two elements (SPDX specification 2.3, clause 11).</summary>
/// <param name="Element">The first element.</param>
/// <param name="Type">The type, which reads from the first element to the second one.</param>
/// <param name="Related">The second element.</param>
internal sealed record SpdxRelationship(string Element, string Type, string Related)
{
    /// <summary>All relationships of a document, in a fixed order.</summary>
    internal static IEnumerable<SpdxRelationship> Of(SbomDocument document) => All(document)
        .Distinct()
        .OrderBy(one => one.Element != SpdxId.Document)
        .ThenBy(one => one.Element, StringComparer.Ordinal)
        .ThenBy(one => one.Type, StringComparer.Ordinal)
        .ThenBy(one => one.Related, StringComparer.Ordinal);

    private static IEnumerable<SpdxRelationship> All(SbomDocument document)
    {
        var components = document.Components.ToDictionary(component => component.Reference, StringComparer.Ordinal);
        return OfArtifact(document, components)
            .Concat(document.Components.SelectMany(component => OfComponent(component, components)))
            .Concat(document.Files.SelectMany(file => OfFile(file, components)))
            .Concat(document.Entries.SelectMany(OfEntry));
    }

    private static IEnumerable<SpdxRelationship> OfArtifact(SbomDocument document, Dictionary<string, SbomComponent> components)
    {
        yield return new(SpdxId.Document, "DESCRIBES", SpdxId.Artifact);
        foreach (var used in Used(document.Artifact.DependsOn, components)) yield return Uses(SpdxId.Artifact, used);
        foreach (var tool in document.Tools) yield return new(SpdxId.Of(tool), "BUILD_TOOL_OF", SpdxId.Artifact);
    }

    private static IEnumerable<SpdxRelationship> OfComponent(SbomComponent component, Dictionary<string, SbomComponent> components) =>
        Used(component.DependsOn, components).Select(used => Uses(SpdxId.Of(component), used));

    // A package is an archive, so a file of it was expanded from it.
    private static IEnumerable<SpdxRelationship> OfFile(SbomFile file, Dictionary<string, SbomComponent> components)
    {
        yield return new(SpdxId.Artifact, "CONTAINS", SpdxId.Of(file));
        if (!components.TryGetValue(file.Origin, out var origin)) yield break;
        var isExpanded = !file.IsGenerated && origin.Purl is not null;
        yield return new(SpdxId.Of(file), isExpanded ? "EXPANDED_FROM_ARCHIVE" : "GENERATED_FROM", SpdxId.Of(origin));
    }

    private static IEnumerable<SpdxRelationship> OfEntry(SbomEntry entry)
    {
        yield return new(SpdxId.Artifact, "CONTAINS", SpdxId.Of(entry));
        if (entry.Sbom is null) yield break;
        yield return new(SpdxId.Of(entry), "DESCRIBED_BY", $"{SpdxId.DocumentOf(entry)}:{SpdxId.Document}");
    }

    private static SpdxRelationship Uses(string element, SbomComponent used) => used switch
    {
        { Kind: SbomComponentKind.Framework } => new(element, "HAS_PREREQUISITE", SpdxId.Of(used)),
        { IsBuildOnly: true } => new(SpdxId.Of(used), "BUILD_DEPENDENCY_OF", element),
        _ => new(element, "DEPENDS_ON", SpdxId.Of(used)),
    };

    private static IEnumerable<SbomComponent> Used(IEnumerable<string> references, Dictionary<string, SbomComponent> components) =>
        references.Select(reference => components.GetValueOrDefault(reference)).OfType<SbomComponent>();
}

using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>Writes a document as CycloneDX 1.6 JSON.</summary>
internal static class CycloneDxWriter
{
    internal static byte[] Write(SbomDocument document) => SbomJson.WithId((json, id) =>
    {
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", id);
        json.WriteNumber("version", 1);
        json.WriteObject("metadata", metadata => WriteMetadata(metadata, document));
        CycloneDxComponents.Write(json, document);
        json.WriteList("dependencies", DependenciesOf(document), WriteDependency);
        json.WriteList("compositions", CompositionsOf(document), WriteComposition);
    });

    private static void WriteMetadata(Utf8JsonWriter json, SbomDocument document)
    {
        if (document.Date is { } date) json.WriteString("timestamp", Rfc3339.Format(date));
        json.WriteList("lifecycles", ["build"], (lifecycle, phase) => lifecycle.WriteString("phase", phase));
        json.WriteObject("tools", tools => tools.WriteList(
            "components",
            document.Tools.DistinctBy(SpdxId.Of, StringComparer.Ordinal).OrderBy(tool => tool.Name, StringComparer.Ordinal),
            (each, tool) =>
            {
                each.WriteString("type", "application");
                each.WriteString("name", tool.Name);
                each.WriteText("version", tool.Version);
            }));
        json.WriteObject("component", component => CycloneDxComponents.WriteArtifact(component, document.Artifact));
        if (document.Entries.Count == 0) return;
        json.WriteList("properties", [("scope", IndexNote.Text)], CycloneDxComponents.WriteProperty);
    }

    private static IEnumerable<(string Reference, IReadOnlyList<string> DependsOn)> DependenciesOf(SbomDocument document)
    {
        var known = document.Components.Select(component => component.Reference).ToHashSet(StringComparer.Ordinal);
        yield return (document.Artifact.Purl, Known(document.Artifact.DependsOn));
        foreach (var component in document.Components.OrderBy(component => component.Reference, StringComparer.Ordinal))
        {
            yield return (component.Reference, Known(component.DependsOn));
        }

        IReadOnlyList<string> Known(IReadOnlyList<string> references) =>
            [.. references.Where(known.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static void WriteDependency(Utf8JsonWriter json, (string Reference, IReadOnlyList<string> DependsOn) dependency)
    {
        json.WriteString("ref", dependency.Reference);
        if (dependency.DependsOn.Count > 0) WriteTexts(json, "dependsOn", dependency.DependsOn);
    }

    // All files of a manifest, or all entries of an index, are listed. What an entry is made of is in another document.
    private static IEnumerable<(string Aggregate, IReadOnlyList<string> Assemblies)> CompositionsOf(SbomDocument document)
    {
        yield return ("complete", [document.Artifact.Purl]);
        var entries = document.Entries.Select(entry => CycloneDxComponents.ReferenceOf(document.Artifact, entry));
        if (document.Entries.Count > 0) yield return ("incomplete", [.. entries.Distinct(StringComparer.Ordinal)]);
    }

    private static void WriteComposition(Utf8JsonWriter json, (string Aggregate, IReadOnlyList<string> Assemblies) composition)
    {
        json.WriteString("aggregate", composition.Aggregate);
        WriteTexts(json, "assemblies", composition.Assemblies);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

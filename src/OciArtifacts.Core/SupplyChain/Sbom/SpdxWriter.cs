using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>Writes a document as SPDX 2.3 JSON.</summary>
internal static class SpdxWriter
{
    // SPDX requires a date. Without one of the source, the oldest date says that it is none.
    private static readonly DateTimeOffset NoDate = DateTimeOffset.UnixEpoch;

    internal static byte[] Write(SbomDocument document) => SbomJson.WithId((json, id) =>
    {
        var artifact = document.Artifact;
        json.WriteString("spdxVersion", "SPDX-2.3");
        json.WriteString("dataLicense", "CC0-1.0");
        json.WriteString("SPDXID", SpdxId.Document);
        json.WriteString("name", $"{artifact.Name}@{artifact.Content.Digest}");
        json.WriteString("documentNamespace", id);
        json.WriteObject("creationInfo", info =>
        {
            info.WriteString("created", Rfc3339.Format(document.Date ?? NoDate));
            info.WriteStartArray("creators");
            foreach (var tool in document.Tools.Take(1)) info.WriteStringValue($"Tool: {tool.Name}-{tool.Version}");
            info.WriteEndArray();
        });
        if (document.Entries.Count > 0) json.WriteString("comment", IndexNote.Text);
        json.WriteList("externalDocumentRefs", DocumentsOf(document), WriteDocument);
        SpdxPackages.Write(json, document);
        json.WriteList("files", Ordered(document.Files), WriteFile);
        json.WriteList("relationships", SpdxRelationship.Of(document), WriteRelationship);
    });

    /// <summary>The files in the order of their paths.</summary>
    internal static IEnumerable<SbomFile> Ordered(IEnumerable<SbomFile> files) =>
        files.DistinctBy(file => file.Reference, StringComparer.Ordinal).OrderBy(file => file.Reference, StringComparer.Ordinal);

    private static IEnumerable<SbomEntry> DocumentsOf(SbomDocument document) =>
        document.Entries.Where(entry => entry.Sbom is not null).DistinctBy(SpdxId.DocumentOf, StringComparer.Ordinal);

    private static void WriteDocument(Utf8JsonWriter json, SbomEntry entry)
    {
        json.WriteString("externalDocumentId", SpdxId.DocumentOf(entry));
        json.WriteString("spdxDocument", entry.Sbom!.Id);
        json.WriteObject("checksum", checksum =>
        {
            checksum.WriteString("algorithm", "SHA1");
            checksum.WriteString("checksumValue", entry.Sbom.Sha1);
        });
    }

    // Clause 8.1: a file name begins with "./"; clause 8.4 requires a SHA1.
    private static void WriteFile(Utf8JsonWriter json, SbomFile file)
    {
        json.WriteString("SPDXID", SpdxId.Of(file));
        json.WriteString("fileName", $"./{file.Path}");
        (string Algorithm, string Value)[] checksums = [("SHA1", file.Sha1), ("SHA256", file.Sha256.Encoded)];
        json.WriteList("checksums", checksums.Where(checksum => checksum.Value.Length > 0), WriteChecksum);
    }

    internal static void WriteChecksum(Utf8JsonWriter json, (string Algorithm, string Value) checksum)
    {
        json.WriteString("algorithm", checksum.Algorithm);
        json.WriteString("checksumValue", checksum.Value);
    }

    private static void WriteRelationship(Utf8JsonWriter json, SpdxRelationship relationship)
    {
        json.WriteString("spdxElementId", relationship.Element);
        json.WriteString("relationshipType", relationship.Type);
        json.WriteString("relatedSpdxElement", relationship.Related);
    }
}

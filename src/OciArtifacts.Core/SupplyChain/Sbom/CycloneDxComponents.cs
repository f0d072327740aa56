using System.Text.Json;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>
/// Writes the components of a CycloneDX document. The files of a package stand inside of the package; files of the project itself
/// stand beside the packages.
/// </summary>
internal static class CycloneDxComponents
{
    internal static void Write(Utf8JsonWriter json, SbomDocument document)
    {
        var files = SpdxWriter.Ordered(document.Files).ToLookup(file => file.Origin, StringComparer.Ordinal);
        var origins = document.Components.Select(component => component.Reference).ToHashSet(StringComparer.Ordinal);
        Action<Utf8JsonWriter>[] components =
        [
            .. document.Components.OrderBy(component => component.Reference, StringComparer.Ordinal)
                .Select(component => Of(component, (json, one) => WriteComponent(json, one, files[one.Reference]))),
            .. document.Entries.DistinctBy(entry => ReferenceOf(document.Artifact, entry), StringComparer.Ordinal)
                .Select(entry => Of(entry, (json, one) => WriteEntry(json, document.Artifact, one))),
            .. SpdxWriter.Ordered(document.Files).Where(file => !origins.Contains(file.Origin)).Select(file => Of(file, WriteFile)),
        ];
        json.WriteList("components", components, (each, write) => write(each));
    }

    internal static void WriteArtifact(Utf8JsonWriter json, SbomArtifact artifact)
    {
        WriteHead(json, artifact.IsApplication ? "application" : "file", artifact.Purl, artifact.Name, artifact.Version);
        WriteHash(json, "SHA-256", artifact.Content.Digest.Encoded);
        WriteLicense(json, artifact.License.Length > 0 ? new SbomLicense { Expression = artifact.License } : null);
        json.WriteString("purl", artifact.Purl);
        if (artifact.ArtifactType.Length > 0) json.WriteList("properties", [("artifactType", artifact.ArtifactType)], WriteProperty);
    }

    /// <summary>Names an entry of the index in the document.</summary>
    internal static string ReferenceOf(SbomArtifact index, SbomEntry entry) =>
        $"{PackageUrl.Oci(index.Name, entry.Content.Digest, entry.Content.Platform?.Architecture)}#{Uri.EscapeDataString(entry.Label)}";

    internal static void WriteProperty(Utf8JsonWriter json, (string Name, string Value) property)
    {
        json.WriteString("name", $"ociartifacts:{property.Name}");
        json.WriteString("value", property.Value);
    }

    private static void WriteComponent(Utf8JsonWriter json, SbomComponent component, IEnumerable<SbomFile> files)
    {
        var type = component.Kind is SbomComponentKind.Package or SbomComponentKind.Project ? "library" : "framework";
        WriteHead(json, type, component.Reference, component.Name, component.Version);
        if (component.Authors.Length > 0) json.WriteObject("supplier", supplier => supplier.WriteString("name", component.Authors));
        if (component.IsBuildOnly) json.WriteString("scope", "excluded");
        WriteHash(json, "SHA-512", component.Sha512);
        WriteLicense(json, component.License);
        json.WriteText("purl", component.Purl);
        json.WriteList("components", files, WriteFile);
        json.WriteList("properties", [("kind", component.KindName)], WriteProperty);
    }

    private static void WriteEntry(Utf8JsonWriter json, SbomArtifact index, SbomEntry entry)
    {
        WriteHead(json, "application", ReferenceOf(index, entry), $"{index.Name} ({entry.Label})", index.Version);
        WriteHash(json, "SHA-256", entry.Content.Digest.Encoded);
        json.WriteString("purl", PackageUrl.Oci(index.Name, entry.Content.Digest, entry.Content.Platform?.Architecture));
        if (entry.Sbom is { } sbom)
        {
            json.WriteList("externalReferences", [sbom], (reference, known) => WriteSbom(reference, index, known));
            return;
        }

        json.WriteList("properties", [("sbom", IndexNote.NoSbom)], WriteProperty);
    }

    // A BOM-Link: urn:cdx:, the serial number without its prefix, and the version.
    private static void WriteSbom(Utf8JsonWriter json, SbomArtifact index, EntrySbom sbom)
    {
        json.WriteString("type", "bom");
        json.WriteString("url", $"urn:cdx:{sbom.Id["urn:uuid:".Length..]}/1");
        json.WriteString("comment", $"Attached to the entry as {PackageUrl.Oci(index.Name, sbom.Referrer)}");
        WriteHash(json, "SHA-256", sbom.Sha256.Encoded);
    }

    private static void WriteFile(Utf8JsonWriter json, SbomFile file)
    {
        WriteHead(json, "file", file.Reference, file.Path, version: "");
        WriteHash(json, "SHA-256", file.Sha256.Encoded);
        if (file.IsGenerated) json.WriteList("properties", [("content", "generated")], WriteProperty);
    }

    private static void WriteHead(Utf8JsonWriter json, string type, string reference, string name, string version)
    {
        json.WriteString("type", type);
        json.WriteString("bom-ref", reference);
        json.WriteString("name", name);
        json.WriteText("version", version);
    }

    private static void WriteHash(Utf8JsonWriter json, string algorithm, string value)
    {
        if (value.Length == 0) return;
        json.WriteList("hashes", [value], (hash, content) =>
        {
            hash.WriteString("alg", algorithm);
            hash.WriteString("content", content);
        });
    }

    private static void WriteLicense(Utf8JsonWriter json, SbomLicense? license)
    {
        if (license is null) return;
        json.WriteList("licenses", [license], (each, one) =>
        {
            if (one.Expression.Length > 0)
            {
                each.WriteString("expression", one.Expression);
                return;
            }

            each.WriteObject("license", other =>
            {
                other.WriteString("name", one.Name.Length > 0 ? one.Name : one.Url);
                other.WriteText("url", one.Url);
            });
        });
    }

    private static Action<Utf8JsonWriter> Of<T>(T item, Action<Utf8JsonWriter, T> write) => json => write(json, item);
}

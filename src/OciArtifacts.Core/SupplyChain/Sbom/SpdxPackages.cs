using System.Text;
using System.Text.Json;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>Writes the packages of an SPDX document: the artifact, its components, the build tools, and entries of an index.</summary>
internal static class SpdxPackages
{
    private const string Unknown = "NOASSERTION";

    internal static void Write(Utf8JsonWriter json, SbomDocument document)
    {
        Action<Utf8JsonWriter>[] packages =
        [
            artifact => WriteArtifact(artifact, document),
            .. Sorted(document.Components, SpdxId.Of).Select(component => Of(component, WriteComponent)),
            .. document.Entries.DistinctBy(SpdxId.Of, StringComparer.Ordinal)
                .Select(entry => Of(entry, (json, one) => WriteEntry(json, document.Artifact.Name, one))),
            .. Sorted(document.Tools, SpdxId.Of).Select(tool => Of(tool, WriteTool)),
        ];
        json.WriteList("packages", packages, (each, write) => write(each));
    }

    private static void WriteArtifact(Utf8JsonWriter json, SbomDocument document)
    {
        var artifact = document.Artifact;
        WriteHead(json, SpdxId.Artifact, artifact.Name, artifact.Version);
        json.WriteBoolean("filesAnalyzed", document.Files.Count > 0);
        if (document.Files.Count > 0)
        {
            json.WriteObject(
                "packageVerificationCode",
                code => code.WriteString("packageVerificationCodeValue", VerificationCode(document.Files)));
        }

        WriteLicense(json, artifact.License, comment: "");
        WritePurpose(json, artifact.IsApplication ? "APPLICATION" : "ARCHIVE");
        WriteChecksum(json, "SHA256", artifact.Content.Digest.Encoded);
        WritePurl(json, artifact.Purl);
    }

    private static void WriteComponent(Utf8JsonWriter json, SbomComponent component)
    {
        WriteHead(json, SpdxId.Of(component), component.Name, component.Version);
        json.WriteBoolean("filesAnalyzed", value: false);
        if (component.Authors.Length > 0) json.WriteString("supplier", $"Organization: {component.Authors}");
        WriteLicense(json, component.License?.Expression ?? "", Comment(component.License));
        WritePurpose(json, component.Kind is SbomComponentKind.Package or SbomComponentKind.Project ? "LIBRARY" : "FRAMEWORK");
        WriteChecksum(json, "SHA512", component.Sha512);
        WritePurl(json, component.Purl);
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, SbomEntry entry)
    {
        WriteHead(json, SpdxId.Of(entry), $"{name} ({entry.Label})", version: "");
        json.WriteBoolean("filesAnalyzed", value: false);
        WriteLicense(json, expression: "", comment: "");
        json.WriteString("comment", entry.Sbom is { } sbom ? $"Its SBOM is attached as {sbom.Referrer}." : IndexNote.NoSbom);
        WriteChecksum(json, "SHA256", entry.Content.Digest.Encoded);
        WritePurl(json, PackageUrl.Oci(name, entry.Content.Digest, entry.Content.Platform?.Architecture));
    }

    private static void WriteTool(Utf8JsonWriter json, SbomTool tool)
    {
        WriteHead(json, SpdxId.Of(tool), tool.Name, tool.Version);
        json.WriteBoolean("filesAnalyzed", value: false);
        WriteLicense(json, expression: "", comment: "");
        WritePurpose(json, "APPLICATION");
    }

    private static void WriteHead(Utf8JsonWriter json, string id, string name, string version)
    {
        json.WriteString("SPDXID", id);
        json.WriteString("name", name);
        json.WriteText("versionInfo", version);
        json.WriteString("downloadLocation", Unknown);
    }

    private static void WriteLicense(Utf8JsonWriter json, string expression, string comment)
    {
        json.WriteString("licenseConcluded", Unknown);
        json.WriteString("licenseDeclared", expression.Length > 0 ? expression : Unknown);
        json.WriteText("licenseComments", comment);
        json.WriteString("copyrightText", Unknown);
    }

    private static void WritePurpose(Utf8JsonWriter json, string purpose) => json.WriteString("primaryPackagePurpose", purpose);

    private static void WriteChecksum(Utf8JsonWriter json, string algorithm, string value)
    {
        if (value.Length > 0) json.WriteList("checksums", [(algorithm, value)], SpdxWriter.WriteChecksum);
    }

    private static void WritePurl(Utf8JsonWriter json, string? purl)
    {
        if (purl is null) return;
        json.WriteList("externalRefs", [purl], (reference, locator) =>
        {
            reference.WriteString("referenceCategory", "PACKAGE-MANAGER");
            reference.WriteString("referenceType", "purl");
            reference.WriteString("referenceLocator", locator);
        });
    }

    private static string Comment(SbomLicense? license) => license switch
    {
        { Url.Length: > 0 } => $"The package states its license by the address {license.Url}.",
        { Name.Length: > 0 } => $"The package states its license by '{license.Name}'.",
        _ => "",
    };

    // Clause 7.9: the SHA1 of the sorted SHA1 values of all files, one behind the other.
    private static string VerificationCode(IReadOnlyList<SbomFile> files) => FileSums.Of(Encoding.ASCII.GetBytes(
        string.Concat(SpdxWriter.Ordered(files).Select(file => file.Sha1).Order(StringComparer.Ordinal))));

    private static Action<Utf8JsonWriter> Of<T>(T item, Action<Utf8JsonWriter, T> write) => json => write(json, item);

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> items, Func<T, string> id) =>
        items.DistinctBy(id, StringComparer.Ordinal).OrderBy(id, StringComparer.Ordinal);
}

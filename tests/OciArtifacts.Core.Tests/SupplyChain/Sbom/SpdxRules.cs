using System.Text.Json;
using System.Text.RegularExpressions;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>
/// The rules of SPDX 2.3 for the elements that our documents have: the members that each object requires and may have, the forms
/// of identifiers and hashes, and that each relationship is of elements that exist.
/// </summary>
internal static partial class SpdxRules
{
    // Each object: required members before the bar, further ones behind it.
    private const string Document =
        "SPDXID creationInfo dataLicense name spdxVersion documentNamespace packages relationships | comment externalDocumentRefs files";

    private const string Package = "SPDXID name downloadLocation filesAnalyzed licenseConcluded licenseDeclared copyrightText | "
        + "versionInfo packageVerificationCode licenseComments primaryPackagePurpose checksums externalRefs supplier comment";

    private static readonly Dictionary<string, int> HashLengths = new(StringComparer.Ordinal)
    {
        ["SHA1"] = 40,
        ["SHA256"] = 64,
        ["SHA512"] = 128,
    };

    private static readonly string[] Types =
    [
        "DESCRIBES", "DEPENDS_ON", "HAS_PREREQUISITE", "BUILD_DEPENDENCY_OF", "BUILD_TOOL_OF", "CONTAINS", "EXPANDED_FROM_ARCHIVE",
        "GENERATED_FROM", "DESCRIBED_BY",
    ];

    internal static void Check(JsonElement document)
    {
        Members(document, Document);
        Assert.AreEqual("SPDX-2.3", document.GetProperty("spdxVersion").GetString());
        Assert.AreEqual("CC0-1.0", document.GetProperty("dataLicense").GetString());
        Assert.AreEqual("SPDXRef-DOCUMENT", document.GetProperty("SPDXID").GetString());
        var space = document.GetProperty("documentNamespace").GetString()!;
        Assert.IsTrue(Uri.TryCreate(space, UriKind.Absolute, out _) && !space.Contains('#', StringComparison.Ordinal), space);
        Members(document.GetProperty("creationInfo"), "created creators");
        var known = new HashSet<string>(StringComparer.Ordinal) { "SPDXRef-DOCUMENT" };
        foreach (var package in document.GetProperty("packages").EnumerateArray()) CheckPackage(package, known);
        foreach (var file in List(document, "files")) CheckFile(file, known);
        foreach (var other in List(document, "externalDocumentRefs")) CheckOther(other, known);
        foreach (var relationship in document.GetProperty("relationships").EnumerateArray())
        {
            Members(relationship, "spdxElementId relationshipType relatedSpdxElement");
            Assert.Contains(relationship.GetProperty("relationshipType").GetString(), Types);
            Assert.Contains(relationship.GetProperty("spdxElementId").GetString(), known);
            Assert.Contains(relationship.GetProperty("relatedSpdxElement").GetString(), known);
        }

        Assert.AreEqual(document.GetProperty("packages")[0].GetProperty("filesAnalyzed").GetBoolean(), List(document, "files").Any());
    }

    private static void CheckPackage(JsonElement package, HashSet<string> known)
    {
        Members(package, Package);
        Add(package, known);
        Checksums(package);
        Assert.AreEqual(package.GetProperty("filesAnalyzed").GetBoolean(), package.TryGetProperty("packageVerificationCode", out _));
        foreach (var reference in List(package, "externalRefs"))
        {
            Members(reference, "referenceCategory referenceType referenceLocator");
            Assert.AreEqual("PACKAGE-MANAGER", reference.GetProperty("referenceCategory").GetString());
            Assert.AreEqual("purl", reference.GetProperty("referenceType").GetString());
            Assert.StartsWith("pkg:", reference.GetProperty("referenceLocator").GetString()!);
        }
    }

    private static void CheckFile(JsonElement file, HashSet<string> known)
    {
        Members(file, "SPDXID fileName checksums");
        Add(file, known);
        Assert.StartsWith("./", file.GetProperty("fileName").GetString()!);
        Assert.Contains("SHA1", Checksums(file));
    }

    private static void CheckOther(JsonElement other, HashSet<string> known)
    {
        Members(other, "externalDocumentId spdxDocument checksum");
        var id = other.GetProperty("externalDocumentId").GetString()!;
        Assert.MatchesRegex(OtherId(), id);
        Assert.IsTrue(known.Add($"{id}:SPDXRef-DOCUMENT"), id);
        Checksum(other.GetProperty("checksum"));
    }

    private static List<string> Checksums(JsonElement element) => [.. List(element, "checksums").Select(Checksum)];

    private static string Checksum(JsonElement checksum)
    {
        Members(checksum, "algorithm checksumValue");
        var algorithm = checksum.GetProperty("algorithm").GetString()!;
        var value = checksum.GetProperty("checksumValue").GetString()!;
        Assert.AreEqual(HashLengths[algorithm], value.Length);
        Assert.IsTrue(value.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c)), value);
        return algorithm;
    }

    private static void Add(JsonElement element, HashSet<string> known)
    {
        var id = element.GetProperty("SPDXID").GetString()!;
        Assert.MatchesRegex(Id(), id);
        Assert.IsTrue(known.Add(id), $"{id} is there twice.");
    }

    private static void Members(JsonElement element, string rule)
    {
        var (required, more) = rule.Split('|') is [var first, var second] ? (first, second) : (rule, "");
        var has = element.EnumerateObject().Select(member => member.Name).ToList();
        Assert.IsEmpty(Names(required).Except(has), element.ToString());
        Assert.IsEmpty(has.Except([.. Names(required), .. Names(more)]), element.ToString());

        static string[] Names(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    [GeneratedRegex(@"\ASPDXRef-[A-Za-z0-9.-]+\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\ADocumentRef-[A-Za-z0-9.+-]+\z")]
    private static partial Regex OtherId();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using NuGet.Versioning;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads the <c>.nuspec</c> of a NuGet package (NuGet.Packaging, NuspecCoreReaderBase): <c>id</c>, <c>version</c> in
/// its normal form, and <c>authors</c>, <c>description</c>, <c>license</c> (an expression), <c>projectUrl</c> and
/// <c>repositoryUrl</c> if they are there. Elements are found by their local names, because the namespace differs
/// between versions of NuGet.
/// </summary>
internal static partial class NuspecText
{
    private const int LongestId = 100;

    private static readonly string[] Texts = ["authors", "description", "projectUrl"];

    /// <summary>Reads the text of a <c>.nuspec</c> file.</summary>
    /// <exception cref="JsonException">The text is not a <c>.nuspec</c>, or its id or version is invalid.</exception>
    internal static JsonObject Read(string text)
    {
        var metadata = MetadataOf(text);
        var values = new JsonObject { ["id"] = IdOf(metadata), ["version"] = VersionOf(metadata) };
        foreach (var name in Texts)
        {
            if (TextOf(metadata, name) is { } value) values[name] = value;
        }

        if (Find(metadata, "license") is { } license && license.Attribute("type")?.Value == "expression")
        {
            values["license"] = license.Value.Trim();
        }

        if (Find(metadata, "repository")?.Attribute("url")?.Value is { Length: > 0 } repository) values["repositoryUrl"] = repository;
        return values;
    }

    private static XElement MetadataOf(string text)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return Find(XElement.Load(reader), "metadata") ?? throw new JsonException("It has no element 'metadata'.");
        }
        catch (XmlException problem)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    private static string IdOf(XElement metadata)
    {
        var id = TextOf(metadata, "id") ?? throw new JsonException("It has no id.");
        return id.Length <= LongestId && Id().IsMatch(id)
            ? id
            : throw new JsonException(
                $"Its id '{id}' cannot be one: an id has at most {LongestId} letters, digits and _, with . and - between them.");
    }

    // Build metadata is kept, because two builds may differ only in it.
    private static string VersionOf(XElement metadata)
    {
        var version = TextOf(metadata, "version") ?? throw new JsonException("It has no version.");
        return NuGetVersion.TryParse(version, out var parsed)
            ? parsed.ToFullString()
            : throw new JsonException($"Its version '{version}' is no version of NuGet.");
    }

    private static string? TextOf(XElement metadata, string name) =>
        Find(metadata, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static XElement? Find(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    // NuGet.Packaging, PackageIdValidator.
    [GeneratedRegex(@"\A\w+([.-]\w+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}

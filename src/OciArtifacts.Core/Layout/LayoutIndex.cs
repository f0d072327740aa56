using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// The index of a layout while it is changed. Other tools write there too, so what they said of their entries stays, also where this library
/// has no word for it.
/// </summary>
internal sealed class LayoutIndex
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _json;

    private LayoutIndex(JsonObject json) => _json = json;

    private JsonArray Manifests => _json["manifests"]!.AsArray();

    /// <summary>An index without entries.</summary>
    internal static byte[] Empty { get; } = new ImageIndex([]).ToBytes();

    /// <summary>Reads the index.</summary>
    /// <exception cref="OciException">The bytes are no index (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static LayoutIndex Parse(ReadOnlySpan<byte> bytes)
    {
        ImageIndex.Parse(bytes);
        try
        {
            return new LayoutIndex(JsonNode.Parse(bytes, null, new JsonDocumentOptions { AllowDuplicateProperties = false })!.AsObject());
        }
        catch (JsonException problem)
        {
            throw new OciException(OciErrorCode.MalformedContent, "A member is given twice.", problem);
        }
    }

    /// <summary>What the tag names, or <see langword="null"/>.</summary>
    internal static Descriptor? Resolve(ImageIndex index, string tag) =>
        index.Manifests.FirstOrDefault(entry => entry.Annotations?.GetValueOrDefault(Annotations.RefName) == tag);

    /// <summary>Puts the root under the tag: the tag leaves what it named, and an entry of the root without a tag is not needed any more.</summary>
    internal void Tag(Descriptor root, string tag)
    {
        var replaced = Manifests.Where(entry => TagOf(entry!) == tag || (TagOf(entry!) is null && DigestOf(entry!) == root.Digest.ToString())).ToList();
        foreach (var entry in replaced) Manifests.Remove(entry);
        var annotations = new Dictionary<string, string>(root.Annotations ?? Enumerable.Empty<KeyValuePair<string, string>>(), StringComparer.Ordinal)
        {
            [Annotations.RefName] = tag,
        };
        Manifests.Add(NodeOf(root with { Annotations = annotations }));
    }

    /// <summary>
    /// Lists what is attached to other content, without a tag, for readers that look for it among the entries. Its annotations stay in it: one of
    /// them could be a tag here.
    /// </summary>
    internal void AddReferrer(Descriptor referrer)
    {
        if (Manifests.All(entry => DigestOf(entry!) != referrer.Digest.ToString())) Manifests.Add(NodeOf(referrer with { Annotations = null }));
    }

    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Compact))
        {
            _json.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private static JsonNode NodeOf(Descriptor entry) => JsonNode.Parse(new ImageIndex([entry]).ToBytes())!["manifests"]![0]!.DeepClone();

    private static string? TagOf(JsonNode entry) => (string?)entry["annotations"]?[Annotations.RefName];

    private static string? DigestOf(JsonNode entry) => (string?)entry["digest"];
}

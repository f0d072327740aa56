using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// The index of a layout, for changing it. Other tools write to it too, so members of entries that this library does
/// not know are kept.
/// </summary>
internal sealed class LayoutIndex
{
    private readonly JsonObject _json;

    private LayoutIndex(JsonObject json) => _json = json;

    private JsonArray Manifests => _json["manifests"]!.AsArray();

    /// <summary>An index without entries.</summary>
    internal static byte[] Empty { get; } = new ImageIndex([]).ToBytes();

    /// <summary>Reads the index.</summary>
    /// <exception cref="OciException">
    /// The bytes are not an index (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
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

    /// <summary>The entry with the tag, or <see langword="null"/>.</summary>
    internal static Descriptor? Resolve(ImageIndex index, string tag) =>
        index.Manifests.FirstOrDefault(entry => entry.Annotations?.GetValueOrDefault(Annotations.RefName) == tag);

    /// <summary>
    /// Gives the tag to the root. The tag is removed from its former entry, and so is an entry of the root without a
    /// tag.
    /// </summary>
    internal void Tag(Descriptor root, string tag)
    {
        var digest = root.Digest.ToString();
        var replaced = Manifests.Where(entry => TagOf(entry!) == tag || (TagOf(entry!) is null && DigestOf(entry!) == digest)).ToList();
        foreach (var entry in replaced) Manifests.Remove(entry);
        var inherited = root.Annotations ?? Enumerable.Empty<KeyValuePair<string, string>>();
        var annotations = new Dictionary<string, string>(inherited, StringComparer.Ordinal)
        {
            [Annotations.RefName] = tag,
        };
        Manifests.Add(NodeOf(root with { Annotations = annotations }));
    }

    /// <summary>
    /// Lists a manifest without a tag: a referrer, for clients that search the entries for referrers, or a root that only
    /// its digest names. Its annotations are left out: a client could read one of them as a tag here.
    /// </summary>
    internal void AddWithoutTag(Descriptor manifest)
    {
        var digest = manifest.Digest.ToString();
        if (Manifests.All(entry => DigestOf(entry!) != digest)) Manifests.Add(NodeOf(manifest with { Annotations = null }));
    }

    /// <summary>Lists a root without a tag, and removes the entries of what it replaces that have no tag either.</summary>
    internal void Replace(IReadOnlyCollection<Digest> replaced, Descriptor root)
    {
        RemoveWithoutTag([.. replaced.Where(digest => digest != root.Digest)]);
        AddWithoutTag(root);
    }

    /// <summary>Removes the entries of these manifests that have no tag.</summary>
    internal void RemoveWithoutTag(IReadOnlyCollection<Digest> manifests)
    {
        var digests = manifests.Select(digest => digest.ToString()).ToList();
        foreach (var entry in Manifests.Where(entry => TagOf(entry!) is null && digests.Contains(DigestOf(entry!)!)).ToList())
        {
            Manifests.Remove(entry);
        }
    }

    internal byte[] ToBytes() => OciJson.ToBytes(json => _json.WriteTo(json));

    private static JsonNode NodeOf(Descriptor entry) => JsonNode.Parse(new ImageIndex([entry]).ToBytes())!["manifests"]![0]!.DeepClone();

    private static string? TagOf(JsonNode entry) => (string?)entry["annotations"]?[Annotations.RefName];

    private static string? DigestOf(JsonNode entry) => (string?)entry["digest"];
}

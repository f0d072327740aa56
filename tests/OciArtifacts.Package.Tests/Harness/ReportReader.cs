using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>The report file of a publish of one artifact.</summary>
internal sealed class ReportReader
{
    private readonly JsonElement _artifact;

    private ReportReader(JsonElement artifact) => _artifact = artifact;

    internal string Digest => Text("digest")!;

    internal bool Pushed => _artifact.GetProperty("pushed").GetBoolean();

    internal long Requests => _artifact.GetProperty("requests").GetInt64();

    /// <summary>The report without the numbers that differ from run to run: requests, and bytes that were read again.</summary>
    internal string Facts
    {
        get
        {
            var facts = JsonObject.Create(_artifact)!;
            facts.Remove("requests");
            facts.Remove("bytesHashed");
            return facts.ToJsonString();
        }
    }

    internal long BytesHashed => _artifact.GetProperty("bytesHashed").GetInt64();

    /// <summary>The names of the layers that an earlier run had packed.</summary>
    internal IReadOnlyList<string> CachedLayers => [.. Layers
        .Where(layer => layer.GetProperty("cached").GetBoolean())
        .Select(layer => layer.GetProperty("name").GetString()!)];

    internal long BytesUploaded => _artifact.GetProperty("bytesUploaded").GetInt64();

    /// <summary>The referrers: artifact type and digest.</summary>
    internal IReadOnlyList<(string Type, string Digest)> Referrers =>
        [
            .. _artifact.GetProperty("referrers").EnumerateArray()
                .Select(one => (one.GetProperty("artifactType").GetString()!, one.GetProperty("digest").GetString()!)),
        ];

    internal IReadOnlyList<string> Tags => [.. _artifact.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)];

    /// <summary>The names of the layers with this transfer, in the order of the artifact.</summary>
    internal IReadOnlyList<string> LayersWithTransfer(string transfer) => [.. Layers
        .Where(layer => layer.GetProperty("transfer").GetString() == transfer)
        .Select(layer => layer.GetProperty("name").GetString()!)];

    /// <summary>
    /// Name, media type, digest, size and number of files of each layer: the part of the report that is reproducible.
    /// </summary>
    internal IReadOnlyList<string> LayerFacts => [.. Layers.Select(layer => string.Join(
        ' ', new[] { "name", "mediaType", "digest", "size", "files" }.Select(name => layer.GetProperty(name).ToString())))];

    internal IReadOnlyList<string> LayerNames => [.. Layers.Select(layer => layer.GetProperty("name").GetString()!)];

    /// <summary>The platform of each manifest of an index, and the names of its layers.</summary>
    internal IReadOnlyList<(string Platform, string Layers)> Manifests => [.. OfIndex.Select(manifest => (
        manifest.GetProperty("platform").GetString()!,
        string.Join(' ', LayersOf(manifest).Select(layer => layer.GetProperty("name").GetString()))))];

    /// <summary>The artifact types of the referrers of each manifest of an index.</summary>
    internal IReadOnlyList<string> ReferrersOfManifests => [.. OfIndex.Select(manifest => string.Join(
        ' ', manifest.GetProperty("referrers").EnumerateArray().Select(referrer => referrer.GetProperty("artifactType").GetString())))];

    /// <summary>The target framework of each manifest of an index.</summary>
    internal IReadOnlyList<string> Frameworks => [.. OfIndex.Select(manifest => manifest.GetProperty("targetFramework").GetString()!)];

    // A manifest has its layers itself; an index has them in the manifests of its entries.
    private IEnumerable<JsonElement> Layers =>
        _artifact.TryGetProperty("manifests", out _) ? OfIndex.SelectMany(LayersOf) : LayersOf(_artifact);

    private IEnumerable<JsonElement> OfIndex => _artifact.GetProperty("manifests").EnumerateArray();

    internal static ReportReader Open(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        Assert.AreEqual(1, json.RootElement.GetProperty("schema").GetInt32());
        return new ReportReader(json.RootElement.GetProperty("artifacts").EnumerateArray().Single().Clone());
    }

    internal string? Text(string name) => _artifact.GetProperty(name).GetString();

    internal string DigestAt(int layer) => Layers.ElementAt(layer).GetProperty("digest").GetString()!;

    internal string DigestOf(string layer) =>
        Layers.Single(found => found.GetProperty("name").GetString() == layer).GetProperty("digest").GetString()!;

    private static IEnumerable<JsonElement> LayersOf(JsonElement manifest) => manifest.GetProperty("layers").EnumerateArray();
}

using System.Text.Json;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>An image index, read without the library under test.</summary>
internal sealed record OciIndex(string MediaType, string? ArtifactType, IReadOnlyList<OciDescriptor> Entries)
{
    internal const string Type = "application/vnd.oci.image.index.v1+json";

    internal IReadOnlyDictionary<string, string> Annotations { get; private init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    internal static OciIndex Parse(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        Assert.AreEqual(2, root.GetProperty("schemaVersion").GetInt32());
        return new OciIndex(
            root.GetProperty("mediaType").GetString()!,
            root.TryGetProperty("artifactType", out var type) ? type.GetString() : null,
            [.. root.GetProperty("manifests").EnumerateArray().Select(OciDescriptor.Read)])
        {
            Annotations = OciDescriptor.AnnotationsOf(root),
        };
    }
}

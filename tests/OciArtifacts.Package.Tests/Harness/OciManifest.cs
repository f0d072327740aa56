using System.Text.Json;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>An image manifest, read without the library under test.</summary>
internal sealed record OciManifest(string MediaType, string? ArtifactType, OciDescriptor Config, IReadOnlyList<OciDescriptor> Layers)
{
    internal const string Type = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>The subject, or <see langword="null"/>.</summary>
    internal OciDescriptor? Subject { get; private init; }

    internal IReadOnlyDictionary<string, string> Annotations { get; private init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The layer with this title.</summary>
    internal OciDescriptor this[string title] => Layers.Single(layer => layer.Title == title);

    internal static OciManifest Parse(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        Assert.AreEqual(2, root.GetProperty("schemaVersion").GetInt32());
        return new OciManifest(
            root.GetProperty("mediaType").GetString()!,
            root.TryGetProperty("artifactType", out var type) ? type.GetString() : null,
            OciDescriptor.Read(root.GetProperty("config")),
            [.. root.GetProperty("layers").EnumerateArray().Select(OciDescriptor.Read)])
        {
            Subject = root.TryGetProperty("subject", out var subject) ? OciDescriptor.Read(subject) : null,
            Annotations = OciDescriptor.AnnotationsOf(root),
        };
    }
}

using System.Text.Json;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>A descriptor, read without the library under test.</summary>
internal sealed record OciDescriptor(string MediaType, string Digest, long Size)
{
    internal const string TitleKey = "org.opencontainers.image.title";

    internal IReadOnlyDictionary<string, string> Annotations { get; private init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    internal string? ArtifactType { get; private init; }

    /// <summary>The platform as <c>os/architecture</c>.</summary>
    internal string? Platform { get; private init; }

    internal string Title => Annotations.GetValueOrDefault(TitleKey, "");

    internal string Hex => Digest["sha256:".Length..];

    internal static OciDescriptor Read(JsonElement json) =>
        new(json.GetProperty("mediaType").GetString()!, json.GetProperty("digest").GetString()!, json.GetProperty("size").GetInt64())
        {
            ArtifactType = json.TryGetProperty("artifactType", out var type) ? type.GetString() : null,
            Platform = json.TryGetProperty("platform", out var platform)
                ? $"{platform.GetProperty("os").GetString()}/{platform.GetProperty("architecture").GetString()}"
                : null,
            Annotations = AnnotationsOf(json),
        };

    internal static IReadOnlyDictionary<string, string> AnnotationsOf(JsonElement json) =>
        json.TryGetProperty("annotations", out var annotations)
            ? annotations.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);
}

using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The config of an artifact type.</summary>
/// <param name="MediaTypes">The media types that it may have; the first is written.</param>
public sealed record ConfigRule(IReadOnlyList<string> MediaTypes)
{
    /// <summary>The media type in the form of image-spec 1.0. The default is the type itself.</summary>
    public string? FallbackMediaType { get; init; }

    /// <summary>What is written, a template. The default is none: what the project gives, or the empty object.</summary>
    public JsonNode? Content { get; init; }

    /// <summary>Whether the config has no bytes at all, as some types want it.</summary>
    public bool IsBlank { get; init; }

    /// <summary>The JSON Schema that it has to fit. The default is none.</summary>
    public JsonObject? Schema { get; init; }
}

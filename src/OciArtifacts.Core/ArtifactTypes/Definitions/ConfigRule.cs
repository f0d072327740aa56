using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The config of an artifact type.</summary>
/// <param name="MediaTypes">The allowed media types. The first one is written.</param>
public sealed record ConfigRule(IReadOnlyList<string> MediaTypes)
{
    /// <summary>The media type of the config in the form of image-spec 1.0. The default is the artifact type.</summary>
    public string? FallbackMediaType { get; init; }

    /// <summary>
    /// A template of the config. The default is none: the config is a file of the user, or the empty object.
    /// </summary>
    public JsonNode? Content { get; init; }

    /// <summary>Whether the config has no bytes at all, as some types require. The default is no.</summary>
    public bool IsBlank { get; init; }

    /// <summary>The JSON Schema of the config. The default is none.</summary>
    public JsonObject? Schema { get; init; }
}

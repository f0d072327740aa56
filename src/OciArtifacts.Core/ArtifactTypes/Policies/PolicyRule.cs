using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>One rule. In patterns <c>*</c> stands for any characters and <c>?</c> for one. What is denied is not allowed by anything else.</summary>
internal sealed record PolicyRule
{
    /// <summary>The registries that it is for, patterns of <c>host[:port]</c>. The default is all.</summary>
    public IReadOnlyList<string> Registries { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>The repositories that it is for, patterns. The default is all.</summary>
    public IReadOnlyList<string> Repositories { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>The artifact types that are allowed, patterns. The default is all.</summary>
    public IReadOnlyList<string> Allow { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>The artifact types that are denied, patterns. The default is none.</summary>
    public IReadOnlyList<string> Deny { get; init => field = value ?? []; } = [];

    /// <summary>The media types of layers that are allowed, patterns. The default is all.</summary>
    public IReadOnlyList<string> AllowLayers { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>The media types of layers that are denied, patterns. The default is none.</summary>
    public IReadOnlyList<string> DenyLayers { get; init => field = value ?? []; } = [];

    /// <summary>Why, for the message.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether no pattern is null: such a one fits nothing, and would deny nothing.</summary>
    internal bool IsWhole => new[] { Registries, Repositories, Allow, Deny, AllowLayers, DenyLayers }.All(patterns => patterns.All(pattern => pattern is not null));

    internal bool PermitsAllLayers => DenyLayers.Count == 0 && AllowLayers.Contains("*", StringComparer.Ordinal);

    internal bool IsFor(string registry, string repository) => NamePattern.MatchesAny(Registries, registry) && NamePattern.MatchesAny(Repositories, repository);

    internal bool Permits(string artifactType) => NamePattern.MatchesAny(Allow, artifactType) && !NamePattern.MatchesAny(Deny, artifactType);

    internal bool PermitsLayer(string mediaType) => NamePattern.MatchesAny(AllowLayers, mediaType) && !NamePattern.MatchesAny(DenyLayers, mediaType);
}

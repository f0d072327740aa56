namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>
/// One rule of a policy. In patterns <c>*</c> stands for any characters and <c>?</c> for one character. A type that is
/// both allowed and denied is denied.
/// </summary>
internal sealed record PolicyRule
{
    /// <summary>Patterns of the registries that the rule is for, as <c>host[:port]</c>. The default is all.</summary>
    public IReadOnlyList<string> Registries { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>Patterns of the repositories that the rule is for. The default is all.</summary>
    public IReadOnlyList<string> Repositories { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>Patterns of the artifact types that are allowed. The default is all.</summary>
    public IReadOnlyList<string> Allow { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>Patterns of the artifact types that are denied. The default is none.</summary>
    public IReadOnlyList<string> Deny { get; init => field = value ?? []; } = [];

    /// <summary>Patterns of the media types of layers that are allowed. The default is all.</summary>
    public IReadOnlyList<string> AllowLayers { get; init => field = value ?? ["*"]; } = ["*"];

    /// <summary>Patterns of the media types of layers that are denied. The default is none.</summary>
    public IReadOnlyList<string> DenyLayers { get; init => field = value ?? []; } = [];

    /// <summary>The reason for the rule, for messages. The default is none.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Whether a list holds a null. It would match nothing, so that a rule with it would deny nothing.
    /// </summary>
    internal bool HasNullPattern =>
        new[] { Registries, Repositories, Allow, Deny, AllowLayers, DenyLayers }.Any(patterns => patterns.Any(pattern => pattern is null));

    /// <summary>Whether the rule permits layers of all media types.</summary>
    internal bool PermitsAllLayers => DenyLayers.Count == 0 && AllowLayers.Contains("*", StringComparer.Ordinal);

    /// <summary>Whether the rule is for the repository.</summary>
    internal bool IsFor(string registry, string repository) =>
        NamePattern.MatchesAny(Registries, registry) && NamePattern.MatchesAny(Repositories, repository);

    /// <summary>Whether the rule permits artifacts of the type.</summary>
    internal bool Permits(string artifactType) =>
        NamePattern.MatchesAny(Allow, artifactType) && !NamePattern.MatchesAny(Deny, artifactType);

    /// <summary>Whether the rule permits layers of the media type.</summary>
    internal bool PermitsLayer(string mediaType) =>
        NamePattern.MatchesAny(AllowLayers, mediaType) && !NamePattern.MatchesAny(DenyLayers, mediaType);
}

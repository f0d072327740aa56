using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>The media types that a registry takes, as its operator documents them.</summary>
/// <param name="Title">The name of the registry.</param>
/// <param name="Registries">Patterns of its hosts.</param>
/// <param name="Source">The operator's documentation.</param>
internal sealed record RegistryProfile(string Title, IReadOnlyList<string> Registries, Uri Source)
{
    /// <summary>
    /// Patterns of all media types that the registry takes anywhere in a manifest. The default is that it does not
    /// check all of them.
    /// </summary>
    public IReadOnlyList<string>? MediaTypes { get; init; }

    /// <summary>
    /// Patterns of the media types of configs that the registry takes. The default is that it does not check them.
    /// </summary>
    public IReadOnlyList<string>? Configs { get; init; }

    /// <summary>
    /// Patterns of the media types of layers that the registry takes with any config. The default is that it does not
    /// check them.
    /// </summary>
    public IReadOnlyList<string>? Layers { get; init; }

    /// <summary>Whether the profile is that of the registry.</summary>
    internal bool IsFor(string registry) => NamePattern.MatchesAny(Registries, registry);

    /// <summary>The first media type in the manifest that the registry refuses, or <see langword="null"/>.</summary>
    internal string? FirstRefusedType(Manifest manifest)
    {
        var layers = manifest.Layers.Select(layer => layer.MediaType).ToList();
        if (MediaTypes is { } known)
        {
            string?[] types = [manifest.ArtifactType, manifest.Config.MediaType, .. layers];
            if (types.FirstOrDefault(type => type is not null && !NamePattern.MatchesAny(known, type)) is { } unknown) return unknown;
        }

        if (Configs is { } configs && !NamePattern.MatchesAny(configs, manifest.Config.MediaType)) return manifest.Config.MediaType;
        return Layers is { } allowed ? layers.FirstOrDefault(layer => !NamePattern.MatchesAny(allowed, layer)) : null;
    }
}

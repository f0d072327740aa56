using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>What a registry is known to take, by its operator's own documentation.</summary>
/// <param name="Title">The name of the registry.</param>
/// <param name="Registries">The hosts that it has, patterns.</param>
/// <param name="Source">Where its operator says so.</param>
internal sealed record RegistryProfile(string Title, IReadOnlyList<string> Registries, Uri Source)
{
    /// <summary>All media types that it takes, wherever in a manifest. The default is that it does not look at each.</summary>
    public IReadOnlyList<string>? MediaTypes { get; init; }

    /// <summary>The media types of configs that it takes, patterns. The default is that it does not look at them.</summary>
    public IReadOnlyList<string>? Configs { get; init; }

    /// <summary>The media types of layers that it takes, whatever the config, patterns. The default is that it does not look at them.</summary>
    public IReadOnlyList<string>? Layers { get; init; }

    internal bool IsFor(string registry) => NamePattern.MatchesAny(Registries, registry);

    /// <summary>The first media type of the manifest that it does not take, or <see langword="null"/>.</summary>
    internal string? Refused(Manifest manifest)
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

using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>Knows the registries that refuse media types which are not on a list of theirs.</summary>
internal static class RegistryProfiles
{
    private static readonly Lazy<IReadOnlyList<RegistryProfile>> Shipped = new(() => [.. Read()]);

    /// <summary>Checks whether a registry is known to refuse an artifact.</summary>
    /// <param name="manifest">The manifest of the artifact.</param>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <returns>
    /// A warning, or <see langword="null"/> if the registry takes the artifact or is not known to this library.
    /// </returns>
    public static Finding? Check(Manifest manifest, string registry)
    {
        if (Shipped.Value.FirstOrDefault(profile => profile.IsFor(registry)) is not { } profile) return null;
        if (profile.FirstRefusedType(manifest) is not { } type) return null;
        var (help, remedy) = HelpFor(manifest, type);
        return new Finding(
            OciErrorCode.RegistryFilter,
            FindingSeverity.Warning,
            $"{profile.Title} ({registry}) takes only media types that are on its list ({profile.Source}), "
            + $"and '{type}' was not on it when this version was made; the push may be refused. {help}")
        {
            Remedy = remedy,
        };
    }

    private static (string Help, Remedy Remedy) HelpFor(Manifest manifest, string type) =>
        type == manifest.ArtifactType || type == manifest.Config.MediaType
            ? ("Ask the operator to add your type. Most registries take the artifact type application/vnd.unknown.config.v1+json in the "
                + "form of image-spec 1.0, but it does not say what the artifact is.",
                Remedy.ArtifactTypeAndImageSpec)
            : ("Every registry takes layers with the generic media types.", Remedy.GenericLayerTypes);

    private static IEnumerable<RegistryProfile> Read()
    {
        var assembly = typeof(RegistryProfiles).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.Contains(".Policies.Profiles.", StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize(stream, PolicyJson.Default.RegistryProfile)!;
        }
    }
}

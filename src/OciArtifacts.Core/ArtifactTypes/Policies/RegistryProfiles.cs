using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>The registries that are known to refuse media types which are not on a list of theirs.</summary>
public static class RegistryProfiles
{
    private static readonly Lazy<IReadOnlyList<RegistryProfile>> Shipped = new(() => [.. Read()]);

    /// <summary>A warning where the registry is known to refuse the artifact, or <see langword="null"/>.</summary>
    /// <param name="manifest">The artifact.</param>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    public static Finding? Check(Manifest manifest, string registry)
    {
        if (Shipped.Value.FirstOrDefault(profile => profile.IsFor(registry)) is not { } profile || profile.Refused(manifest) is not { } type) return null;
        return new Finding(
            OciErrorCode.RegistryFilter,
            FindingSeverity.Warning,
            $"{profile.Title} ({registry}) takes only media types that are on its list, and '{type}' was not on it when this version was made; the push may be refused. {Help(manifest, type)} The list: {profile.Source}");
    }

    private static string Help(Manifest manifest, string type) => type switch
    {
        _ when type == manifest.ArtifactType || type == manifest.Config.MediaType =>
            "OciArtifactType=application/vnd.unknown.config.v1+json with OciArtifactImageSpec=1.0 is a type that says nothing and most take; better is to ask for yours to be added.",
        _ => "OciArtifactGenericLayerTypes=true gives layers the generic media types, which every registry takes.",
    };

    private static IEnumerable<RegistryProfile> Read()
    {
        var assembly = typeof(RegistryProfiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.Contains(".Policies.Profiles.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize(stream, PolicyJson.Default.RegistryProfile)!;
        }
    }
}

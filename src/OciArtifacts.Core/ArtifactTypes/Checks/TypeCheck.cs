using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>What the manifest says that it is.</summary>
internal static class TypeCheck
{
    internal static IEnumerable<Finding> Check(Manifest manifest, ArtifactTypeDefinition? definition)
    {
        // Guidance for artifact authors: the config of an image says "this can be run".
        if (definition?.IsImage != true && new[] { manifest.Config.MediaType, manifest.EffectiveArtifactType }.FirstOrDefault(MediaType.IsImageConfig) is { } image)
        {
            yield return Error(
                OciErrorCode.ReservedType,
                $"The config has the media type '{image}', by which tools know an image that can be run, and this is none. Set OciArtifactConfigMediaType (or OciArtifactType) to a type of your own.");
        }
        else if (definition is not null && !ConfigTypesOf(definition).Contains(manifest.Config.MediaType, StringComparer.OrdinalIgnoreCase))
        {
            yield return Error(
                OciErrorCode.TypeMismatch,
                $"The config has the media type '{manifest.Config.MediaType}', but {definition.Title} ({definition.MediaType}) has one of: {string.Join(", ", ConfigTypesOf(definition))}.");
        }

        if (manifest.Layers.FirstOrDefault(layer => MediaType.IsImageConfig(layer.MediaType)) is { } config)
        {
            yield return Error(
                OciErrorCode.ReservedType, $"{LayerText.Of(config)} has the media type '{config.MediaType}', which is that of the config of an image. Give the layer a type of its own.");
        }

        if (definition?.Subject == SubjectRule.Required && manifest.Subject is null)
        {
            yield return Error(
                OciErrorCode.TypeMismatch,
                $"{definition.Title} ({definition.MediaType}) says something of another artifact, but is attached to none. Name the file in OciArtifactReferrer of the project that it belongs to.");
        }

        if (definition?.Subject == SubjectRule.None && manifest.Subject is not null)
        {
            yield return Error(
                OciErrorCode.TypeMismatch, $"{definition.Title} ({definition.MediaType}) is attached to no other artifact, but this one is. Publish it alone.");
        }

        var unknown = definition?.IsForDevelopment == true ? manifest.EffectiveArtifactType : TypesOf(manifest).FirstOrDefault(IsUnknown);
        if (unknown is not null)
        {
            yield return new Finding(
                OciErrorCode.DevelopmentType, FindingSeverity.Warning, $"The type '{unknown}' is for development only: nobody can tell what it is. Choose a type of its own before others use it.");
        }
    }

    private static IEnumerable<string> TypesOf(Manifest manifest) =>
        [manifest.EffectiveArtifactType, manifest.Config.MediaType, .. manifest.Layers.Select(layer => layer.MediaType)];

    private static bool IsUnknown(string type) =>
        type.StartsWith("application/vnd.unknown.", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/vnd.oci.unknown.", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> ConfigTypesOf(ArtifactTypeDefinition definition) =>
        [.. definition.Config?.MediaTypes ?? [MediaType.Empty], definition.Config?.FallbackMediaType ?? definition.MediaType];

    private static Finding Error(OciErrorCode code, string message) => new(code, FindingSeverity.Error, message);
}

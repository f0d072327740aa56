using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Checks the artifact type, the media types of config and layers, and whether there is a subject.</summary>
internal static class TypeCheck
{
    /// <summary>Checks a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="definition">The type of the artifact, if it is known.</param>
    internal static IEnumerable<Finding> Check(Manifest manifest, ArtifactTypeDefinition? definition)
    {
        if (ConfigProblem(manifest, definition) is { } ofConfig) yield return ofConfig;
        if (manifest.Layers.FirstOrDefault(layer => MediaType.IsImageConfig(layer.MediaType)) is { } config)
        {
            yield return Error(
                OciErrorCode.ReservedType,
                $"{LayerText.Of(config)} has the media type '{config.MediaType}', which is that of the config of an image. "
                + "Give the layer a type of its own.");
        }

        if (SubjectProblem(manifest, definition) is { } ofSubject) yield return ofSubject;
        var unknown = definition?.IsForDevelopment == true ? manifest.EffectiveArtifactType : TypesOf(manifest).FirstOrDefault(IsUnknown);
        if (unknown is null) yield break;
        yield return new Finding(
            OciErrorCode.DevelopmentType,
            FindingSeverity.Warning,
            $"The type '{unknown}' is for development only: it does not say what the artifact is. "
            + "Choose a type of its own before others use it.");
    }

    // Guidance for artifact authors: tools run what has the config of an image.
    private static Finding? ConfigProblem(Manifest manifest, ArtifactTypeDefinition? definition)
    {
        string[] types = [manifest.Config.MediaType, manifest.EffectiveArtifactType];
        if (definition?.IsImage != true && types.FirstOrDefault(MediaType.IsImageConfig) is { } image)
        {
            return Error(
                OciErrorCode.ReservedType,
                $"The config has the media type '{image}', which tells tools that the artifact is an image to run. It is not one. "
                + "Choose a media type of your own for the config, or an artifact type of your own.",
                Remedy.ConfigOrArtifactType);
        }

        if (definition is null || ConfigTypesOf(definition).Contains(manifest.Config.MediaType, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        return Error(
            OciErrorCode.TypeMismatch,
            $"The config has the media type '{manifest.Config.MediaType}', but {definition.Title} ({definition.MediaType}) has one of: "
            + $"{string.Join(", ", ConfigTypesOf(definition))}.");
    }

    private static Finding? SubjectProblem(Manifest manifest, ArtifactTypeDefinition? definition) => definition?.Subject switch
    {
        SubjectRule.Required when manifest.Subject is null => Error(
            OciErrorCode.TypeMismatch,
            $"{definition.Title} ({definition.MediaType}) describes another artifact, but has no subject. "
            + "Publish the file as a referrer of the artifact that it belongs to.",
            Remedy.Referrer),
        SubjectRule.None when manifest.Subject is not null => Error(
            OciErrorCode.TypeMismatch,
            $"{definition.Title} ({definition.MediaType}) has no subject, but this artifact has one. Publish it alone."),
        _ => null,
    };

    private static IEnumerable<string> TypesOf(Manifest manifest) =>
        [manifest.EffectiveArtifactType, manifest.Config.MediaType, .. manifest.Layers.Select(layer => layer.MediaType)];

    private static bool IsUnknown(string type) =>
        type.StartsWith("application/vnd.unknown.", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("application/vnd.oci.unknown.", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> ConfigTypesOf(ArtifactTypeDefinition definition) =>
        [.. definition.Config?.MediaTypes ?? [MediaType.Empty], definition.Config?.FallbackMediaType ?? definition.MediaType];

    private static Finding Error(OciErrorCode code, string message, Remedy remedy = Remedy.None) =>
        new(code, FindingSeverity.Error, message) { Remedy = remedy };
}

using OciArtifacts.Core;

namespace OciArtifacts.Build.Reporting;

/// <summary>Completes a message of the library with the names of the settings of a project.</summary>
internal static class Advice
{
    /// <summary>Adds the sentence that belongs to the remedy, if there is one, to the end of the message.</summary>
    internal static string Complete(string message, Remedy remedy) => For(remedy) is { } advice ? $"{message} {advice}" : message;

    /// <summary>Says where a project sets the input, or <see langword="null"/> where there is nothing to set.</summary>
    internal static string? For(Remedy remedy) => remedy switch
    {
        // Where the artifact goes.
        Remedy.Registry => "The setting is OciArtifactRegistry.",
        Remedy.Repository => "The setting is OciArtifactRepository.",
        Remedy.RegistryAndRepository => "The settings are OciArtifactRegistry and OciArtifactRepository.",
        Remedy.Tags => "The setting is OciArtifactTags.",
        Remedy.TagPolicy => "OciArtifactTagPolicy=Fail is set in the project.",
        Remedy.InsecureRegistries => "The setting is OciArtifactInsecureRegistries.",
        Remedy.TokenHosts => "The setting is OciArtifactTokenHosts.",
        Remedy.LayoutDirectory => "The setting is OciArtifactLayoutDirectory.",
        Remedy.ArchivePath => "The setting is OciArtifactArchivePath.",

        // What the artifact is.
        Remedy.ManifestForm => "The settings are OciArtifactImageSpec=1.0 and OciArtifactGenericLayerTypes=true.",
        Remedy.GenericLayerTypes => "The setting is OciArtifactGenericLayerTypes=true.",
        Remedy.ArtifactType => "The setting is OciArtifactType.",
        Remedy.ConfigFile => "The setting is OciArtifactConfigFile.",
        Remedy.ConfigMediaType => "The setting is OciArtifactConfigMediaType.",
        Remedy.Config => "The settings are OciArtifactConfigFile and OciArtifactConfigMediaType.",
        Remedy.ImageSpec => "The setting is OciArtifactImageSpec.",
        Remedy.Policy => "The policy file is that of OciArtifactPolicy.",
        Remedy.File => "The item is OciArtifactFile.",
        Remedy.Layer => "The items are OciArtifactLayer and OciArtifactAnnotation.",
        Remedy.Annotation => "The item is OciArtifactAnnotation.",
        Remedy.Referrer => "The item is OciArtifactReferrer.",
        Remedy.TypeDefinition => "The item is OciArtifactTypeDefinition.",
        _ => null,
    };
}

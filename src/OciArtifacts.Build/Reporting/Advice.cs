using OciArtifacts.Core;

namespace OciArtifacts.Build.Reporting;

/// <summary>Completes a message of the library with the setting that the project can change.</summary>
internal static class Advice
{
    /// <summary>Adds the sentence of an advice, if there is one, to the end of the message.</summary>
    internal static string Complete(string message, string? advice) => advice is null ? message : $"{message} {advice}";

    /// <summary>Says where a project sets the input, or <see langword="null"/> where there is nothing to set.</summary>
    internal static string? For(Remedy remedy) => remedy switch
    {
        // The destination of the artifact.
        Remedy.Registry => "Set the registry in OciArtifactRegistry.",
        Remedy.Repository => "Set the repository in OciArtifactRepository.",
        Remedy.RegistryAndRepository => "Set them in OciArtifactRegistry and OciArtifactRepository.",
        Remedy.Tags => "The tags are set in OciArtifactTags.",
        Remedy.TagPolicy => "OciArtifactTagPolicy=Fail is set in the project.",
        Remedy.InsecureRegistries => "Add it to OciArtifactInsecureRegistries.",
        Remedy.TokenHosts => "Set them in OciArtifactTokenHosts.",
        Remedy.LayoutDirectory => "Set the folder in OciArtifactLayoutDirectory.",
        Remedy.ArchivePath => "Set the file in OciArtifactArchivePath.",

        // The content of the artifact.
        Remedy.ManifestForm => "Set OciArtifactImageSpec=1.0 or OciArtifactGenericLayerTypes=true.",
        Remedy.GenericLayerTypes => "Set OciArtifactGenericLayerTypes=true.",
        Remedy.ArtifactType => "Set the artifact type in OciArtifactType.",
        Remedy.ConfigFile => "The config file is set in OciArtifactConfigFile.",
        Remedy.ConfigMediaType => "Set the media type of the config in OciArtifactConfigMediaType.",
        Remedy.File => "Files of the artifact are OciArtifactFile items.",
        Remedy.Annotation => "Set it with an item OciArtifactAnnotation.",
        Remedy.Referrer => "Referrers are OciArtifactReferrer items.",
        Remedy.Policy => "OciArtifactPolicy names the policy file.",
        Remedy.Signer => "OciArtifactSigner names the plug-in; a program is given there by its path, such as ./sign.sh.",
        Remedy.SigningKey => "The key is set in OciArtifactSigningKeyFile or OciArtifactSigningKeyVariable, its passphrase in "
            + "OciArtifactSigningPassphraseVariable.",
        Remedy.SigningCertificates => "The certificates are set in OciArtifactSigningCertificateFile.",

        // The rules of an artifact type.
        Remedy.LayerFile => "Files of the artifact are OciArtifactFile items; the metadata Layer names the layer of a file.",
        Remedy.LayerAnnotation => "Annotations are OciArtifactAnnotation items; the metadata Scope names the layer.",
        Remedy.ReferrerAnnotation => "The metadata Annotations of the OciArtifactReferrer item sets it, as key=value.",
        Remedy.ConfigOrArtifactType => "Set OciArtifactConfigMediaType or OciArtifactType.",
        Remedy.ArtifactTypeAndImageSpec => "Set OciArtifactType and OciArtifactImageSpec=1.0.",
        Remedy.Layer => "Layers are OciArtifactLayer items, annotations are OciArtifactAnnotation items.",
        Remedy.Config => "The config is set in OciArtifactConfigFile and OciArtifactConfigMediaType.",
        Remedy.ImageSpec => "The form is set in OciArtifactImageSpec.",
        Remedy.TypeDefinition => "Type definitions are OciArtifactTypeDefinition items.",
        _ => null,
    };
}

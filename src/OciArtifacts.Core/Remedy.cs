namespace OciArtifacts.Core;

/// <summary>
/// The input that a user has to change after a failure. Messages of this library name it in general words. A caller
/// with settings of its own adds the name of the setting.
/// </summary>
internal enum Remedy
{
    /// <summary>There is no input to name: the message says everything.</summary>
    None,

    /// <summary>The name of the registry.</summary>
    Registry,

    /// <summary>The name of the repository.</summary>
    Repository,

    /// <summary>The names of the registry and of the repository.</summary>
    RegistryAndRepository,

    /// <summary>The tags.</summary>
    Tags,

    /// <summary>What happens to a tag that exists already.</summary>
    TagPolicy,

    /// <summary>The registries that may be used without a trusted certificate.</summary>
    InsecureRegistries,

    /// <summary>The token servers that may get credentials.</summary>
    TokenHosts,

    /// <summary>The form of the manifest: image-spec 1.0, or generic layer types.</summary>
    ManifestForm,

    /// <summary>The generic layer types.</summary>
    GenericLayerTypes,

    /// <summary>The folder of the image layout.</summary>
    LayoutDirectory,

    /// <summary>The tar file of the image layout.</summary>
    ArchivePath,

    /// <summary>The artifact type.</summary>
    ArtifactType,

    /// <summary>The config file.</summary>
    ConfigFile,

    /// <summary>The media type of the config.</summary>
    ConfigMediaType,

    /// <summary>A file of the artifact.</summary>
    File,

    /// <summary>An annotation.</summary>
    Annotation,

    /// <summary>A referrer.</summary>
    Referrer,

    /// <summary>The policy file.</summary>
    Policy,

    /// <summary>A layer or an annotation of it.</summary>
    Layer,

    /// <summary>The config file and its media type.</summary>
    Config,

    /// <summary>The form of the image specification.</summary>
    ImageSpec,

    /// <summary>The program or the plug-in that signs.</summary>
    Signer,

    /// <summary>The key that signs, or its passphrase.</summary>
    SigningKey,

    /// <summary>The certificates of the key that signs.</summary>
    SigningCertificates,

    /// <summary>A type definition of the author.</summary>
    TypeDefinition,

    /// <summary>A file for a certain layer.</summary>
    LayerFile,

    /// <summary>An annotation of a certain layer.</summary>
    LayerAnnotation,

    /// <summary>An annotation of a referrer.</summary>
    ReferrerAnnotation,

    /// <summary>The media type of the config, or the artifact type.</summary>
    ConfigOrArtifactType,

    /// <summary>The artifact type, together with the form of image-spec 1.0.</summary>
    ArtifactTypeAndImageSpec,
}

using OciArtifacts.Build.Items;

namespace OciArtifacts.Build.Checks;

/// <summary>
/// The names of this package that users write. The name checks compare misspelled names with them. Tests compare the
/// lists with the targets and with <c>docs/settings.md</c>. The lists named Later… hold the names of a later version,
/// for which this version has a message of its own.
/// </summary>
internal static class KnownNames
{
    internal static readonly string[] Properties =
    [
        "OciArtifactRegistry", "OciArtifactRepository", "OciArtifactTags", "OciArtifactPushByDigest", "OciArtifactEntryTags",
        "OciArtifactTagCascade", "OciArtifactPush", "OciArtifactTagPolicy", "OciArtifactSkipPushIfUnchanged",
        "OciArtifactParallelUploads", "OciArtifactUploadChunkSize", "OciArtifactTokenHosts", "OciArtifactInsecureRegistries",
        "OciArtifactLayoutDirectory", "OciArtifactArchivePath", "OciArtifactPolicy", "OciArtifactTypesDirectory",
        "OciArtifactReportFile", "OciArtifactType", "OciArtifactIncludePublishOutput", "OciArtifactLayering",
        "OciArtifactCompression", "OciArtifactCompressionLevel", "OciArtifactImageSpec", "OciArtifactConfigFile",
        "OciArtifactConfigMediaType", "OciArtifactGenericLayerTypes", "OciArtifactSourceDateEpoch", "OciArtifactRuntimeIdentifiers",
        "OciArtifactTargetFrameworks", "OciArtifactSbom", "OciArtifactSubject", "OciArtifactCheckAccess", "OciArtifactsTasksAssembly",
        "OciArtifactReplaceReferrers", "OciArtifactTrustPolicy", "OciArtifactProvenance", "OciArtifactSigner",
        "OciArtifactSignerConfig", "OciArtifactSigningFormat", "OciArtifactSigningKeyFile", "OciArtifactSigningKeyVariable",
        "OciArtifactSigningKeyId", "OciArtifactSigningPassphraseVariable", "OciArtifactSigningCertificateFile",
        "OciArtifactSigningTimestampUrl",
        "OciArtifactDigest", "PublishOciArtifact", "PublishOciArtifactDependsOn", "PublishOciArtifactIndexDependsOn",
        "PackOciArtifactDependsOn", "PushOciArtifactDependsOn",
    ];

    internal static readonly string[] LaterProperties =
    [
        "OciArtifactReportHtml", "OciArtifactCacheDirectory", "OciArtifactUpdateLock", "OciArtifactLockFile",
        "OciArtifactLockedMode",
    ];

    internal static readonly string[] Items =
    [
        "OciArtifactFile", "OciArtifactLayer", "OciArtifactAnnotation", "OciArtifactReferrer", "OciArtifactTypeDefinition",
        "OciArtifactIndexEntry", "GeneratedOciArtifact",
    ];

    internal static readonly string[] LaterItems = ["OciArtifactReference"];

    internal static readonly string[] Targets =
    [
        "PackOciArtifact", "PushOciArtifact", "PublishOciArtifact", "PublishOciArtifactIndex", "PromoteOciArtifact",
        "AttachOciArtifact", "SignOciArtifact", "VerifyOciArtifact", "CleanOciArtifact", "ExportOciArtifactTypes",
        "BeforePackOciArtifact", "AfterPushOciArtifact",
    ];

    internal static readonly string[] LaterTargets =
    [
        "RestoreOciArtifacts",
    ];

    internal static readonly string[] Variables =
    [
        "OCIARTIFACTS_USERNAME", "OCIARTIFACTS_PASSWORD", "OCIARTIFACTS_TOKEN", "OCIARTIFACTS_JOB_TOKEN", "OCIARTIFACTS_CA_FILE",
        "OCIARTIFACTS_CLIENT_CERTIFICATE", "OCIARTIFACTS_CLIENT_KEY",
    ];

    /// <summary>The metadata that the tasks read of items of a type.</summary>
    internal static string[] MetadataOf(string item) => item switch
    {
        "OciArtifactFile" =>
        [
            ItemMetadata.Layer, ItemMetadata.MediaType, ItemMetadata.TargetPath, ItemMetadata.Title, ItemMetadata.Compression,
            ItemMetadata.Annotations, ItemMetadata.Platform, ItemMetadata.DefaultExcludes,
        ],
        "OciArtifactLayer" => ArtifactItems.OfLayers,
        "OciArtifactAnnotation" => ArtifactItems.OfAnnotations,
        "OciArtifactReferrer" =>
        [
            ItemMetadata.ArtifactType, ItemMetadata.MediaType, ItemMetadata.TargetPath, ItemMetadata.Title, ItemMetadata.Annotations,
            ItemMetadata.Of, ItemMetadata.Producer,
        ],
        "OciArtifactIndexEntry" => [ItemMetadata.RuntimeIdentifier, ItemMetadata.TargetFramework, ItemMetadata.Platform],
        _ => [],
    };
}

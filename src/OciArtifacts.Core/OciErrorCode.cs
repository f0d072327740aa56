namespace OciArtifacts.Core;

/// <summary>
/// What went wrong. The number is the number of the diagnostic: 4003 is shown as <c>OCIA4003</c> and has the page
/// <c>docs/diagnostics/OCIA4003.md</c>.
/// </summary>
public enum OciErrorCode
{
    /// <summary>Never used. Each failure has another code.</summary>
    None = 0,

    /// <summary>A failure without a code of its own, which is a defect of this library.</summary>
    Unexpected = 1002,

    /// <summary>The repository name does not fit the grammar of the distribution specification.</summary>
    InvalidRepository = 2001,

    /// <summary>A tag does not fit the grammar of the distribution specification.</summary>
    InvalidTag = 2002,

    /// <summary>A media type or artifact type does not fit RFC 6838, section 4.2.</summary>
    InvalidMediaType = 2003,

    /// <summary>A file or folder that belongs to the artifact does not exist.</summary>
    FileNotFound = 2004,

    /// <summary>A registry is not written as <c>host[:port]</c>.</summary>
    InvalidRegistry = 2005,

    /// <summary>A setting has a value that it cannot have.</summary>
    InvalidSetting = 2006,

    /// <summary><c>SOURCE_DATE_EPOCH</c> is not a number of seconds.</summary>
    InvalidSourceDateEpoch = 2007,

    /// <summary>The name of an annotation, a layer, a title or a file cannot be used.</summary>
    InvalidName = 2008,

    /// <summary>No artifact type has this alias.</summary>
    UnknownType = 2010,

    /// <summary>
    /// An artifact type definition is invalid, or defines a type that another definition defines already.
    /// </summary>
    InvalidTypeDefinition = 2011,

    /// <summary>The file that describes an artifact, such as <c>Chart.yaml</c>, is missing or invalid.</summary>
    InvalidMetadata = 2012,

    /// <summary>A setting, an item or metadata has an unknown name, so it has no effect.</summary>
    UnknownName = 2013,

    /// <summary>Two projects of one build publish to the same place.</summary>
    PlaceTaken = 2014,

    /// <summary>An alias names a type that has another alias now.</summary>
    FormerAlias = 2017,

    /// <summary>A part of an index is missing, exists twice, or does not belong to the index.</summary>
    InvalidPart = 2020,

    /// <summary>A key cannot be used: it is of another kind, damaged, or its passphrase is wrong or missing.</summary>
    InvalidKey = 2022,

    /// <summary>The certificates of a signing key do not follow the rules of the signature.</summary>
    InvalidCertificateChain = 2023,

    /// <summary>Two files have the same path in one layer.</summary>
    DuplicatePath = 3001,

    /// <summary>Content does not have the digest or the size of its descriptor.</summary>
    ContentMismatch = 3002,

    /// <summary>A file cannot be read, or a result cannot be written.</summary>
    FileAccess = 3003,

    /// <summary>Content that a manifest names does not exist in the source.</summary>
    ContentNotFound = 3004,

    /// <summary>A manifest or an image layout is invalid.</summary>
    MalformedContent = 3005,

    /// <summary>The artifact type requires something for its config that is missing.</summary>
    InvalidConfig = 3006,

    /// <summary>There is work to do, but the build may only ask whether there is (<c>-question</c>).</summary>
    NotUpToDate = 3007,

    /// <summary>A path that should be a regular file is a pipe, a socket, a device or a folder.</summary>
    NotRegularFile = 3008,

    /// <summary>A link leads out of the project. Its target is packed.</summary>
    LinkLeadsOut = 3009,

    /// <summary>The folder for an image layout holds something else, or a layout of another version.</summary>
    ForeignLayout = 3010,

    /// <summary>Files of version control or build output were left out of a folder.</summary>
    LeftOut = 3011,

    /// <summary>The program that is to sign failed, or its answer is no signature of the subject.</summary>
    SignerFailed = 3012,

    /// <summary>The registry cannot be reached.</summary>
    RegistryUnreachable = 4001,

    /// <summary>A secure connection could not be made.</summary>
    TransportSecurity = 4002,

    /// <summary>The registry wants credentials, and none were found.</summary>
    CredentialsMissing = 4003,

    /// <summary>The registry does not accept the credentials.</summary>
    CredentialsRejected = 4004,

    /// <summary>The registry accepts the credentials, but they do not permit the action.</summary>
    Denied = 4005,

    /// <summary>The registry does not know the repository.</summary>
    RepositoryNotFound = 4006,

    /// <summary>The registry refuses the content.</summary>
    ContentRefused = 4007,

    /// <summary>The registry failed.</summary>
    RegistryFailed = 4008,

    /// <summary>The registry asked for fewer requests.</summary>
    TooManyRequests = 4009,

    /// <summary>The registry named an address that the client must not use.</summary>
    UnsafeRedirect = 4010,

    /// <summary>The registry requires an authentication scheme that is not supported.</summary>
    UnsupportedAuthentication = 4011,

    /// <summary>The token of a pipeline's job was requested, but is missing.</summary>
    JobToken = 4013,

    /// <summary>A certificate file cannot be used.</summary>
    CertificateFile = 4014,

    /// <summary>A tag names another digest and may not be changed.</summary>
    TagExists = 4015,

    /// <summary>A referrer could not be added to the list of referrers of its subject.</summary>
    ReferrersTag = 4016,

    /// <summary>An environment variable for a proxy has a value that cannot be used.</summary>
    ProxySetting = 4017,

    /// <summary>Something else than a registry answered: a web page, or a success that lacks required headers.</summary>
    NoRegistry = 4018,

    /// <summary>A time stamp server gave no time stamp that can be used.</summary>
    TimestampFailed = 4019,

    /// <summary>The config, the layers or the subject do not fit the artifact type.</summary>
    TypeMismatch = 5001,

    /// <summary>The bytes of a layer do not have the format of its media type.</summary>
    FormatMismatch = 5002,

    /// <summary>The config does not fit its media type or its schema.</summary>
    ConfigMismatch = 5003,

    /// <summary>An annotation that the artifact type requires is missing.</summary>
    MissingAnnotation = 5004,

    /// <summary>An annotation of the image specification has an invalid value.</summary>
    InvalidAnnotation = 5005,

    /// <summary>An artifact that is no runnable image has the media type of one.</summary>
    ReservedType = 5006,

    /// <summary>The type is for development only.</summary>
    DevelopmentType = 5007,

    /// <summary>A tag or the repository does not follow the rules of the artifact type.</summary>
    PlaceMismatch = 5008,

    /// <summary>The name of a type does not follow the conventions.</summary>
    NamingConvention = 5009,

    /// <summary>The policy of the organisation forbids the artifact.</summary>
    PolicyDenied = 5010,

    /// <summary>The policy file is invalid.</summary>
    InvalidPolicy = 5011,

    /// <summary>The registry is known to refuse a media type of the artifact.</summary>
    RegistryFilter = 5012,

    /// <summary>The trust policy is invalid, or a store of certificates that it names is missing.</summary>
    InvalidTrustPolicy = 5013,

    /// <summary>The artifact does not have the signatures or the attestations that the trust policy demands.</summary>
    NotTrusted = 5014,
}

namespace OciArtifacts.Core;

/// <summary>
/// What went wrong, one value a kind. The number is the number of the diagnostic: 4003 is shown as <c>OCIA4003</c> and has the page
/// <c>docs/diagnostics/OCIA4003.md</c>.
/// </summary>
public enum OciErrorCode
{
    /// <summary>Never used: a failure always has a code of its own.</summary>
    None = 0,

    /// <summary>A failure that has no code yet. It is a defect of this library.</summary>
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

    /// <summary><c>SOURCE_DATE_EPOCH</c> is not a count of seconds.</summary>
    InvalidSourceDateEpoch = 2007,

    /// <summary>The name of an annotation, a layer or a title cannot be used.</summary>
    InvalidName = 2008,

    /// <summary>An artifact type is named by an alias that no definition has.</summary>
    UnknownType = 2010,

    /// <summary>An artifact type definition is not understood, or defines what is defined already.</summary>
    InvalidTypeDefinition = 2011,

    /// <summary>The file that says what an artifact is, such as <c>Chart.yaml</c>, is not understood or not there.</summary>
    InvalidMetadata = 2012,

    /// <summary>A setting, an item or metadata has a name that is not known, so it has no effect.</summary>
    UnknownName = 2013,

    /// <summary>Two projects of one build publish to the same place.</summary>
    PlaceTaken = 2014,

    /// <summary>A type was asked for by an alias that it had in earlier versions.</summary>
    FormerAlias = 2017,

    /// <summary>Two files claim the same path inside one layer.</summary>
    DuplicatePath = 3001,

    /// <summary>Content has not the digest or size that its descriptor says.</summary>
    ContentMismatch = 3002,

    /// <summary>A file could not be read, or a result could not be written.</summary>
    FileAccess = 3003,

    /// <summary>Content that a manifest names is not in the source.</summary>
    ContentNotFound = 3004,

    /// <summary>A manifest or an image layout cannot be understood.</summary>
    MalformedContent = 3005,

    /// <summary>The configuration of the artifact type asks for what was not given.</summary>
    InvalidConfig = 3006,

    /// <summary>Something would have to be done where nothing may be (<c>-question</c>).</summary>
    NotUpToDate = 3007,

    /// <summary>A path that should be a file is a pipe, a socket, a device or a folder.</summary>
    NotRegularFile = 3008,

    /// <summary>A link leads out of the project; what it leads to is packed.</summary>
    LinkLeadsOut = 3009,

    /// <summary>The folder for an image layout is something else, or a layout of another version.</summary>
    ForeignLayout = 3010,

    /// <summary>Version control or build output was left out of a folder.</summary>
    LeftOut = 3011,

    /// <summary>The registry cannot be reached.</summary>
    RegistryUnreachable = 4001,

    /// <summary>A secure connection could not be made.</summary>
    TransportSecurity = 4002,

    /// <summary>The registry wants credentials, and none were found.</summary>
    CredentialsMissing = 4003,

    /// <summary>The registry does not accept the credentials.</summary>
    CredentialsRejected = 4004,

    /// <summary>The credentials are good, but do not permit this.</summary>
    Denied = 4005,

    /// <summary>The registry does not know the repository.</summary>
    RepositoryNotFound = 4006,

    /// <summary>The registry refuses the content.</summary>
    ContentRefused = 4007,

    /// <summary>The registry failed.</summary>
    RegistryFailed = 4008,

    /// <summary>The registry asked for fewer requests.</summary>
    TooManyRequests = 4009,

    /// <summary>The registry sent the client to a place where it must not go.</summary>
    UnsafeRedirect = 4010,

    /// <summary>The registry asks for a way of authentication that is not supported.</summary>
    UnsupportedAuthentication = 4011,

    /// <summary>The token of a pipeline's job that was asked for is not there.</summary>
    JobToken = 4013,

    /// <summary>A certificate file cannot be used.</summary>
    CertificateFile = 4014,

    /// <summary>A tag names something else, and may not be changed.</summary>
    TagExists = 4015,

    /// <summary>Content that is attached to other content could not be listed as such.</summary>
    ReferrersTag = 4016,

    /// <summary>A variable of the environment names no proxy that can be used.</summary>
    ProxySetting = 4017,

    /// <summary>What answers is no registry: a web page, or a success without what belongs to it.</summary>
    NoRegistry = 4018,

    /// <summary>Config, layers or subject are not those of the artifact type.</summary>
    TypeMismatch = 5001,

    /// <summary>The bytes of a layer are not what its media type says.</summary>
    FormatMismatch = 5002,

    /// <summary>The config is not what its media type or its schema says.</summary>
    ConfigMismatch = 5003,

    /// <summary>An annotation that the artifact type wants is not there.</summary>
    MissingAnnotation = 5004,

    /// <summary>An annotation of the image specification has a value that it cannot have.</summary>
    InvalidAnnotation = 5005,

    /// <summary>The media type of a runnable image is used for what is none.</summary>
    ReservedType = 5006,

    /// <summary>The type is for development only.</summary>
    DevelopmentType = 5007,

    /// <summary>A tag or the repository is not as the artifact type wants it.</summary>
    PlaceMismatch = 5008,

    /// <summary>A convention for the names of types is not kept.</summary>
    NamingConvention = 5009,

    /// <summary>The policy of the organisation forbids the artifact.</summary>
    PolicyDenied = 5010,

    /// <summary>The policy file is not understood.</summary>
    InvalidPolicy = 5011,

    /// <summary>The registry is known to refuse a media type of the artifact.</summary>
    RegistryFilter = 5012,
}

namespace OciArtifacts.TestKit;

// How uploads of real registries differ.
public sealed partial record TestRegistryOptions
{
    /// <summary>PATCH is answered with 201 instead of 202 (ECR). The default is false.</summary>
    public bool PatchAnswers201 { get; init; }

    /// <summary>
    /// No Range in the answer to a PATCH (small registries that only ever take whole blobs). The default is false.
    /// </summary>
    public bool OmitPatchRange { get; init; }

    /// <summary>
    /// A PATCH keeps at most this many bytes of its body, and sends that number as Range (Google: multiples of a size).
    /// </summary>
    public int? TakeAtMost { get; init; }

    /// <summary>GET of an upload session is answered with this status (404 or 405). The default is none.</summary>
    public int? UploadStatusUnsupported { get; init; }

    /// <summary>
    /// GET of an upload session says <c>Range: 0-0</c> whatever was received; for a session without a byte that is what
    /// distribution says, and what happens here anyway. The default is false.
    /// </summary>
    public bool StatusSaysZero { get; init; }

    /// <summary>
    /// DELETE of an upload session is answered with 405; cancelling came after 1.1.1. The default is false.
    /// </summary>
    public bool UploadCancelUnsupported { get; init; }

    /// <summary>
    /// A mount is answered with this status in place of an upload session (405 or 400, against the spec).
    /// </summary>
    public int? MountUnsupported { get; init; }

    /// <summary>
    /// A mount without <c>from</c> is answered with 400 (Quay). The default is false: an upload session.
    /// </summary>
    public bool MountRequiresFrom { get; init; }

    /// <summary>
    /// Nothing is ever mounted: the answer is an upload session (the spec allows it). The default is false.
    /// </summary>
    public bool MountAnswers202Always { get; init; }

    /// <summary>
    /// A request with a larger Content-Length gets 413 and a page of HTML before a byte of the body is looked at, and
    /// the connection is closed (Cloudflare: 100 MB; nginx: 1 MB where nothing else is set). What is still sent is
    /// thrown away for a while, as nginx does, so that the answer arrives.
    /// </summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>
    /// The own host stands without its port in a Location (a proxy that does not forward it). The default is false.
    /// </summary>
    public bool LocationLosesPort { get; init; }

    /// <summary>
    /// A Location of the own host says http although it is https (TLS ends at a proxy in front). The default is false.
    /// </summary>
    public bool LocationLosesScheme { get; init; }

    /// <summary>
    /// When set, a push to any other repository is answered with 404 and NAME_UNKNOWN (ECR). The default is none.
    /// </summary>
    public IReadOnlyCollection<string>? RepositoryMustExist { get; init; }
}

namespace OciArtifacts.TestKit;

/// <summary>
/// The ways in which a <see cref="TestRegistry"/> differs from a well-behaved, anonymous registry, which is the
/// default.
/// </summary>
public sealed partial record TestRegistryOptions
{
    /// <summary>How upload sessions are located. The default is <see cref="LocationStyle.Absolute"/>.</summary>
    public LocationStyle UploadLocation { get; init; } = LocationStyle.Absolute;

    /// <summary>
    /// A POST that opens an upload is answered with 307 to another path of the same host. The default is false.
    /// </summary>
    public bool RedirectUploads { get; init; }

    /// <summary>
    /// GET and HEAD of a blob are answered with 307 to <see cref="TestRegistry.OtherHost"/>. The default is false.
    /// </summary>
    public bool RedirectBlobsToOtherHost { get; init; }

    /// <summary>
    /// When set, everything on <see cref="TestRegistry.Host"/> demands this user. The default is none.
    /// </summary>
    public string? UserName { get; init; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    public string? Password { get; init; }

    /// <summary>
    /// Demands a token of the scope of the request. /token gives it to <see cref="UserName"/>, or to every client when
    /// there is neither that nor an <see cref="IdentityToken"/>. The default is false.
    /// </summary>
    public bool BearerChallenge { get; init; }

    /// <summary>
    /// False: a blob is hashed while it is received and only digest and size are remembered. The default is true.
    /// </summary>
    public bool KeepBlobBytes { get; init; } = true;

    /// <summary>
    /// All blobs have SHA-256 digests, so no other hash is computed for large blobs. The default is false.
    /// </summary>
    public bool OnlySha256 { get; init; }

    /// <summary>
    /// Counts the bytes of blobs and discards them. Digests are not checked, and uploads in every form are accepted, so
    /// that the costs of clients can be compared. The default is false.
    /// </summary>
    public bool OnlyCounts { get; init; }

    /// <summary>
    /// Called before a request is handled; null handles it normally. It is called from several threads.
    /// </summary>
    public Func<RecordedRequest, FaultAnswer?>? Fault { get; init; }

    /// <summary>Never sends Docker-Content-Digest, which 1.1.1 only recommends. The default is false.</summary>
    public bool OmitDigestHeader { get; init; }

    /// <summary>Sent as Docker-Content-Digest in place of the right one.</summary>
    public string? WrongDigestHeader { get; init; }

    /// <summary>HTTPS with <see cref="TestRegistry.Certificate"/>, on both listeners. The default is false.</summary>
    public bool UseTls { get; init; }

    /// <summary>
    /// HTTPS with a certificate that <see cref="TestRegistry.Authority"/> signed. The default is false.
    /// </summary>
    public bool TlsFromAuthority { get; init; }

    /// <summary>
    /// HTTPS as with <see cref="TlsFromAuthority"/>, and <see cref="TestRegistry.Host"/> refuses clients without a
    /// certificate of <see cref="TestRegistry.IssueClientCertificate"/>. The other host takes one but demands none. The
    /// default is false.
    /// </summary>
    public bool RequireClientCertificate { get; init; }

    internal bool HasAuthority => TlsFromAuthority || RequireClientCertificate;

    internal bool IsTls => UseTls || HasAuthority;

    /// <summary>
    /// PUT of a blob or manifest is answered with 204 instead of 201, as some registries do. The default is false.
    /// </summary>
    public bool PutAnswers204 { get; init; }

    /// <summary>Sent as OCI-Chunk-Min-Length; a chunk after a shorter one is refused.</summary>
    public int? ChunkMinLength { get; init; }

    /// <summary>
    /// No referrers endpoint and no OCI-Subject: the client has to use the fallback tag. The default is false.
    /// </summary>
    public bool NoReferrersApi { get; init; }
}

namespace OciArtifacts.TestKit;

/// <summary>
/// The fault of one request, in place of its normal handling. After <see cref="Delay"/> the first one that is set wins:
/// <see cref="Stall"/>, <see cref="Abort"/>, <see cref="AbortAfterBodyBytes"/>, <see cref="StallRequestBodyAfter"/>,
/// <see cref="Status"/>; with none of them the request is handled normally. <see cref="CorruptBody"/> changes the
/// resulting answer, and the first of these that is set breaks its transfer: <see cref="WithoutAnswer"/>,
/// <see cref="TruncateBodyAfter"/>, <see cref="StallBodyAfter"/>, <see cref="EndlessBody"/>.
/// </summary>
public sealed record FaultAnswer
{
    /// <summary>The status to answer with.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// The code of the specification's error body; null with a null <see cref="Body"/> sends an empty body.
    /// </summary>
    public string? Code { get; init; }

    public string Message { get; init; } = "injected fault";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Sent as it is, in place of the error body; text/plain unless <see cref="Headers"/> says otherwise.
    /// </summary>
    public string? Body { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Resets the connection at once.</summary>
    public bool Abort { get; init; }

    /// <summary>
    /// Handles the request normally, but resets the connection when this much of its body was read. An upload session
    /// keeps what it has got, as a registry with a disk does.
    /// </summary>
    public long? AbortAfterBodyBytes { get; init; }

    /// <summary>Never answers: the request waits until the client gives up or the registry is disposed.</summary>
    public bool Stall { get; init; }

    /// <summary>
    /// Handles the request normally, but stops reading when this much of its body was read, and neither answers nor
    /// ends the connection. It lasts until the client gives up, or until the next request for the same upload session.
    /// </summary>
    public long? StallRequestBodyAfter { get; init; }

    /// <summary>
    /// Handles the request completely, so that its content is stored, and then ends the connection without an answer.
    /// </summary>
    public bool WithoutAnswer { get; init; }

    /// <summary>
    /// Sends the headers with the full Content-Length and this many bytes of the body, and then ends the connection.
    /// </summary>
    public long? TruncateBodyAfter { get; init; }

    /// <summary>
    /// Sends the headers and this many bytes of the body, and then nothing more until the client gives up.
    /// </summary>
    public long? StallBodyAfter { get; init; }

    /// <summary>Sends the body without a Content-Length and goes on with spaces until the client gives up.</summary>
    public bool EndlessBody { get; init; }

    /// <summary>Changes the last byte of the body.</summary>
    public bool CorruptBody { get; init; }

    /// <summary>An answer in the specification's error form.</summary>
    public static FaultAnswer Error(int status, string code) => new() { Status = status, Code = code };

    /// <summary>An answer with a status and an empty body.</summary>
    public static FaultAnswer Bare(int status) => new() { Status = status };

    internal bool SpoilsAnswer =>
        WithoutAnswer || TruncateBodyAfter is not null || StallBodyAfter is not null || EndlessBody || CorruptBody;
}

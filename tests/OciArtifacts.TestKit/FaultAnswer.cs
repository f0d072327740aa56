namespace OciArtifacts.TestKit;

/// <summary>
/// What happens to a request in place of its normal handling. After <see cref="Delay"/> the first one that is set wins:
/// <see cref="Stall"/>, <see cref="Abort"/>, <see cref="AbortAfterBodyBytes"/>, <see cref="Status"/>;
/// with none of them the request is handled normally.
/// </summary>
public sealed record FaultAnswer
{
    /// <summary>The status to answer with.</summary>
    public int? Status { get; init; }

    /// <summary>The code of the spec's error body; null with a null <see cref="Body"/> sends an empty body.</summary>
    public string? Code { get; init; }

    public string Message { get; init; } = "injected fault";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sent as it is, in place of the error body; text/plain unless <see cref="Headers"/> says otherwise.</summary>
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

    /// <summary>An answer in the spec's error form.</summary>
    public static FaultAnswer Error(int status, string code) => new() { Status = status, Code = code };

    /// <summary>An answer with a status and an empty body.</summary>
    public static FaultAnswer Bare(int status) => new() { Status = status };
}

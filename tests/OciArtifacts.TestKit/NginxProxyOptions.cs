namespace OciArtifacts.TestKit;

/// <summary>
/// The defaults are those of nginx: it reads a whole request before it forwards it, and accepts bodies of up to 1 MiB.
/// </summary>
public sealed record NginxProxyOptions
{
    /// <summary>A request with a longer body is answered with 413; 0 means no limit. The default is 1 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 1 << 20;

    /// <summary>TLS with a certificate of an authority of its own: <see cref="NginxProxy.CaPath"/>.</summary>
    public bool UseTls { get; init; }

    /// <summary>False forwards a body while it arrives. The default is true.</summary>
    public bool BufferRequests { get; init; } = true;

    /// <summary>
    /// At n, about one request in n is answered with 429 and <c>Retry-After: 1</c>, and about another one in n with
    /// 502; the upstream sees neither. At least 3; 7 makes 14 % of each. Which ones follows from the number of the
    /// connection and of the request on it: the same requests one after the other meet the same faults on every run,
    /// requests side by side do not. A repeated request is a new one, so it may fail again.
    /// </summary>
    public int? FailEvery { get; init; }
}

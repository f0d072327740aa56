namespace OciArtifacts.TestKit;

// Headers that real registries omit from their answers, or add to all of them.
public sealed partial record TestRegistryOptions
{
    /// <summary>No Content-Type for HEAD (some proxies). The default is false.</summary>
    public bool OmitContentTypeOnHead { get; init; }

    /// <summary>No Content-Length for HEAD (proxies that compress). The default is false.</summary>
    public bool OmitContentLengthOnHead { get; init; }

    /// <summary>
    /// Range is ignored: 200 and all of the blob (proxies that cache; 1.1.1 only recommends it). The default is false.
    /// </summary>
    public bool RangeUnsupported { get; init; }

    /// <summary>Sent as Warning with every answer, which the specification has for deprecations.</summary>
    public string? WarningHeader { get; init; }

    /// <summary>
    /// Every answer of the registry sets a cookie, and a request with a cookie gets 401 (Harbor). The default is false.
    /// </summary>
    public bool SetsCookie { get; init; }
}

namespace OciArtifacts.TestKit;

// What real registries leave out of their answers, or put into all of them.
public sealed partial record TestRegistryOptions
{
    /// <summary>No Content-Type for HEAD (some proxies). The default is false.</summary>
    public bool OmitContentTypeOnHead { get; init; }

    /// <summary>No Content-Length for HEAD (proxies that compress). The default is false.</summary>
    public bool OmitContentLengthOnHead { get; init; }

    /// <summary>Range is ignored: 200 and all of the blob (proxies that cache; 1.1.1 only recommends it). The default is false.</summary>
    public bool RangeUnsupported { get; init; }

    /// <summary>Sent as Warning with every answer (the spec's way to tell what is going away).</summary>
    public string? WarningHeader { get; init; }

    /// <summary>Every answer of the registry sets a cookie, and who sends one gets 401 (Harbor). The default is false.</summary>
    public bool SetsCookie { get; init; }
}

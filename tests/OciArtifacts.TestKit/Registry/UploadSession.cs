namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// An open upload. It exists only on the host and the path that <c>prefix</c> and <c>onOtherHost</c> give.
/// </summary>
internal sealed class UploadSession(string id, string repository, string prefix, bool onOtherHost, BlobSink sink)
{
    internal const string EmptyRange = "0-0";

    private readonly HashSet<string> _issued = new(StringComparer.Ordinal);

    internal string Id { get; } = id;

    internal BlobSink Sink { get; } = sink;

    /// <summary>
    /// Lets one request at a time use the session, so that a status request waits for the end of a broken chunk.
    /// </summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    internal string State { get; private set; } = "";

    /// <summary>
    /// The size of the upload when <see cref="State"/> was sent. After a broken chunk, the upload is larger.
    /// </summary>
    internal long StateOffset { get; private set; }

    internal bool HadShortChunk { get; set; }

    internal string Path => $"{prefix}/v2/{repository}/blobs/uploads/{Id}";

    /// <summary>
    /// The request that uses the session. Where a fault has stalled it, it ends when the next request comes.
    /// </summary>
    internal RecordedRequest? Holder { get; set; }

    /// <summary>
    /// distribution-spec 1.1.1: a range is inclusive, so no range describes an empty session. Registries send 0-0.
    /// </summary>
    internal string Range => Sink.Length == 0 ? EmptyRange : $"0-{Sink.Length - 1}";

    internal bool LivesAt(Exchange exchange) =>
        exchange.Record.OnOtherHost == onOtherHost
        && string.Equals(exchange.Route.Prefix, prefix, StringComparison.Ordinal)
        && string.Equals(exchange.Route.Repository, repository, StringComparison.Ordinal);

    internal void Renew()
    {
        State = OpaqueQuery.Create("_state");
        StateOffset = Sink.Length;
        _issued.Add(State);
    }

    internal bool WasIssued(string query) => _issued.Any(state => OpaqueQuery.Holds(query, state));
}

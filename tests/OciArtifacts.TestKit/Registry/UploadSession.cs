namespace OciArtifacts.TestKit.Registry;

/// <summary>An open upload. <c>prefix</c> and <c>onOtherHost</c> say where it lives: elsewhere it is unknown.</summary>
internal sealed class UploadSession(string id, string repository, string prefix, bool onOtherHost, BlobSink sink)
{
    internal const string EmptyRange = "0-0";

    private readonly HashSet<string> _issued = new(StringComparer.Ordinal);

    internal string Id { get; } = id;

    internal BlobSink Sink { get; } = sink;

    /// <summary>One request at a time: a status that is asked for while a broken chunk ends has to see all of it.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    internal string State { get; private set; } = "";

    /// <summary>How much there was when <see cref="State"/> was given out; less than there is after a broken chunk.</summary>
    internal long StateOffset { get; private set; }

    internal bool HadShortChunk { get; set; }

    internal string Path => $"{prefix}/v2/{repository}/blobs/uploads/{Id}";

    /// <summary>Whose turn it is; he may be stalled by a fault, and then gives up for the next one.</summary>
    internal RecordedRequest? Holder { get; set; }

    /// <summary>distribution-spec 1.1.1: a range is inclusive, so an empty session cannot be said; registries say 0-0.</summary>
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

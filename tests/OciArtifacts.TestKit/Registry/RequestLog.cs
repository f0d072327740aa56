namespace OciArtifacts.TestKit.Registry;

internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];

    internal void Add(RecordedRequest request)
    {
        lock (_lock) { _requests.Add(request); }
    }

    internal void Clear()
    {
        lock (_lock) { _requests.Clear(); }
    }

    internal IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_lock) { return [.. _requests]; }
    }
}

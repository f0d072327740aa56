using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

internal sealed class UploadSessions(TestRegistryOptions options)
{
    private readonly ConcurrentDictionary<string, UploadSession> _sessions = new(StringComparer.Ordinal);

    internal UploadSession Open(RegistryRoute route, bool onOtherHost)
    {
        var session = new UploadSession(Guid.NewGuid().ToString("N"), route.Repository, route.Prefix, onOtherHost, new BlobSink(options));
        session.Renew();
        _sessions[session.Id] = session;
        return session;
    }

    internal UploadSession Find(Exchange exchange) =>
        _sessions.TryGetValue(exchange.Route.Reference, out var session) && session.LivesAt(exchange)
            ? session
            : throw new RegistryRefusal(
                StatusCodes.Status404NotFound, ErrorCodes.BlobUploadUnknown, $"there is no upload session {exchange.Route.Reference} here");

    internal void Close(UploadSession session)
    {
        if (_sessions.TryRemove(session.Id, out _)) session.Sink.Dispose();
    }
}

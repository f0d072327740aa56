namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The request and its connection. They stay with the message, so that a failure can describe the request.
/// </summary>
internal sealed record RequestFacts(RegistryConnection Connection, RegistryRequest Request)
{
    private static readonly HttpRequestOptionsKey<RequestFacts> Key = new(typeof(RequestFacts).FullName!);

    internal static RequestFacts? Of(HttpResponseMessage response) =>
        response.RequestMessage is { } message && message.Options.TryGetValue(Key, out var facts) ? facts : null;

    internal void NoteIn(HttpRequestMessage message) => message.Options.Set(Key, this);

    /// <summary>
    /// The address for messages. The path is shown only if the client made it. The registry may have signed any part of
    /// an address that it gave, so only its server is shown, and of an upload that it is one.
    /// </summary>
    internal string Shown(Uri address)
    {
        var server = RegistryAddress.Server(address);
        if (!RegistryAddress.IsSameOrigin(Connection.Origin ?? address, address) || !Connection.IsOwnAddress(address)) return server;
        var uploads = $"/v2/{Request.Scope.Repository}/blobs/uploads/";
        return address.AbsolutePath == PathOf(Request.Location) ? server + address.AbsolutePath
            : address.AbsolutePath.StartsWith(uploads, StringComparison.Ordinal) ? $"{server}{uploads}…"
            : server;
    }

    private static string? PathOf(Uri location) => location.IsAbsoluteUri ? null : location.OriginalString.Split('?')[0];
}

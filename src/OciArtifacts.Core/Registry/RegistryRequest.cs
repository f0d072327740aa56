namespace OciArtifacts.Core.Registry;

/// <summary>A request that can be sent more than once: after a challenge, a redirect, with another scheme.</summary>
/// <param name="Method">The method.</param>
/// <param name="Location">A path on the registry, or an absolute address that the registry gave.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Location)
{
    internal IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>
    /// Makes the body; called for each time that the request is sent, with what to call as the body moves, and whether
    /// all of it has. <see langword="null"/> is no body.
    /// </summary>
    internal Func<Action<bool>, CancellationToken, Task<HttpContent>>? Body { get; init; }

    internal async Task<HttpRequestMessage> ToMessageAsync(Uri target, Action<bool> progress, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(Method, target) { Version = System.Net.HttpVersion.Version11 };
        message.Headers.UserAgent.Add(UserAgent.Value);
        foreach (var type in Accept) message.Headers.Accept.ParseAdd(type);
        if (Body is not null) message.Content = await Body(progress, cancellation).ConfigureAwait(false);

        // A POST that opens an upload has no body, and has to say so (distribution-spec 1.1.1, "Pushing a blob in chunks").
        else if (Method == HttpMethod.Post) message.Content = new ByteArrayContent([]);
        return message;
    }
}

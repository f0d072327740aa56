using System.Net;
using System.Net.Http.Headers;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>A request that can be sent more than once: after a challenge, a redirect, a fault, with another scheme.</summary>
/// <param name="Method">The method.</param>
/// <param name="Location">A path on the registry, or an absolute address that the registry gave.</param>
/// <param name="Scope">What may be done with it, as token servers say it.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Location, AccessScope Scope)
{
    // Sending this much in vain is cheaper than to ask.
    private const long LargestWithoutExpect = 256 * 1024;

    internal IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The first byte that is wanted of a body, where not all of it is.</summary>
    internal long From { get; init; }

    /// <summary>Only this version of what is there may be replaced (<c>If-Match</c>; RFC 9110, section 13.1.1).</summary>
    internal EntityTagHeaderValue? IfMatch { get; init; }

    /// <summary>
    /// Makes the body; called for each time that the request is sent, with what to call as the body moves, and whether
    /// all of it has. <see langword="null"/> is no body.
    /// </summary>
    internal Func<Action<bool>, CancellationToken, Task<HttpContent>>? Body { get; init; }

    /// <summary>Whether a page of HTML is an answer to it: a blob may be one, and what a registry cannot do it may answer with one.</summary>
    internal bool MayBePage { get; init; }

    /// <summary>Whether the body is part of a blob: large, so that there is a bound on how many travel, and nothing is sent in vain.</summary>
    internal bool IsTransfer { get; init; }

    internal async Task<HttpRequestMessage> ToMessageAsync(Uri target, Action<bool> progress, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(Method, target) { Version = HttpVersion.Version11 };
        message.Headers.UserAgent.Add(UserAgent.Value);
        foreach (var type in Accept) message.Headers.Accept.ParseAdd(type);
        if (IfMatch is not null) message.Headers.IfMatch.Add(IfMatch);
        if (From > 0) message.Headers.Range = new RangeHeaderValue(From, null);
        if (Body is not null) message.Content = await Body(progress, cancellation).ConfigureAwait(false);

        // A POST that opens an upload has no body, and has to say so (distribution-spec 1.1.1, "Pushing a blob in chunks").
        else if (Method == HttpMethod.Post) message.Content = new ByteArrayContent([]);

        // A refusal (a token that has expired, a body that is too large) comes before the body is sent, not in the middle of it.
        if (message.Content?.Headers.ContentLength > LargestWithoutExpect) message.Headers.ExpectContinue = true;
        return message;
    }
}

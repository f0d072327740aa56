using System.Net;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>Makes of every way in which a connection can fail one failure with a code. What the system says of it may quote what a server sent, so it is cleaned.</summary>
internal static class ConnectionFailure
{
    private const string Untrusted =
        "If an authority of your own signed its certificate, name the authority's file in OCIARTIFACTS_CA_FILE. "
        + "If it speaks plain HTTP, or no authority vouches for its certificate, allow it as an insecure registry.";

    private const string WrongProxy =
        "Check the proxy: its variable may need a user and a password, and NO_PROXY names hosts that it is not for.";

    /// <summary>The failure of a connection; a <see cref="TransientFailure"/> where the next one may not have it.</summary>
    internal static OciException Of(HttpRequestException problem, RegistryConnection connection, Uri target)
    {
        // What went wrong with the body that was sent is no fault of the registry.
        if (OwnIn(problem) is { } own) return own;
        var proxy = connection.Proxy.NoteFor(target);
        var (code, what, advice, remedy) = problem.HttpRequestError == HttpRequestError.SecureConnectionError
            ? (OciErrorCode.TransportSecurity,
                $"No secure connection to {RegistryAddress.Server(target)}{proxy}: {Innermost(problem, connection)}",
                Untrusted,
                Remedy.InsecureRegistries)
            : (OciErrorCode.RegistryUnreachable,
                $"{RegistryAddress.Server(target)} cannot be reached{proxy}: {Innermost(problem, connection)}",
                proxy.Length > 0 ? WrongProxy : "Check the name and the port of the registry, and that the registry is up.",
                proxy.Length > 0 ? Remedy.None : Remedy.Registry);
        var cause = Clean(problem, connection);
        if (!MayPass(problem, connection.WasReached)) return new OciException(code, $"{what} {advice}", cause) { Remedy = remedy };
        return new TransientFailure(code, what, advice, cause)
        {
            Remedy = remedy,
            IsFromUnreachedHost = !connection.WasReached,
            IsOverload = connection.WasReached && IsBroken(problem),
        };
    }

    /// <summary>The failure of an answer that breaks off.</summary>
    internal static TransientFailure OfAnswer(Exception problem, RegistryConnection connection) => new(
        OciErrorCode.RegistryUnreachable,
        $"The answer of {connection.Registry} breaks off: {Innermost(problem, connection)}",
        "Check the connection, and try again.",
        Clean(problem, connection))
    {
        IsOverload = true,
    };

    // The same kind of exception with texts that may be shown, and what caused it as text: who logs it logs all of it.
    private static HttpRequestException Clean(Exception problem, RegistryConnection connection)
    {
        var texts = new List<string>();
        for (var one = problem; one is not null; one = one.InnerException) texts.Add($"{one.GetType().Name}: {TextOf(one, connection)}");
        var (error, status) = problem is HttpRequestException { HttpRequestError: var known, StatusCode: var code } ? (known, code) : (HttpRequestError.Unknown, null);
        return new HttpRequestException(error, string.Join(" ---> ", texts), inner: null, status);
    }

    private static OciException? OwnIn(Exception? problem)
    {
        while (problem is not (null or OciException)) problem = problem.InnerException;
        return problem as OciException;
    }

    // A handshake that breaks off is how plain HTTP answers to TLS; of a registry that was spoken to before it is a connection that broke.
    private static bool MayPass(HttpRequestException problem, bool wasReached) => problem.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => wasReached && problem.InnerException is IOException,
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ResponseEnded => true,
        HttpRequestError.ProxyTunnelError => problem.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        HttpRequestError.Unknown => problem.InnerException is IOException,
        _ => false,
    };

    // A connection that was there and broke, not one that was refused.
    private static bool IsBroken(HttpRequestException problem) => problem.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError);

    private static string Innermost(Exception problem, RegistryConnection connection)
    {
        var message = TextOf(problem.GetBaseException(), connection);
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string TextOf(Exception problem, RegistryConnection connection) => RegistryText.OneLine(connection.Secrets.Mask(problem.Message));
}

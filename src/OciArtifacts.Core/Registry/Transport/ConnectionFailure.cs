using System.Net;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Makes the failure of a connection. Secrets are removed, because the exception of the system may quote what a server
/// sent.
/// </summary>
internal static class ConnectionFailure
{
    private const string Untrusted =
        "If an authority of your own signed its certificate, name the authority's file in OCIARTIFACTS_CA_FILE. "
        + "If it speaks plain HTTP, or no authority vouches for its certificate, allow it as an insecure registry.";

    private const string WrongProxy =
        "Check the proxy: its variable may need a user and a password, and NO_PROXY names hosts that it is not for.";

    /// <summary>The failure of a connection. It is a <see cref="TransientFailure"/> if a retry may succeed.</summary>
    internal static OciException Of(HttpRequestException problem, RegistryConnection connection, Uri target)
    {
        // A failure to read the body that was sent is not a failure of the registry.
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

    // Logs show all inner exceptions. So the result has the same type, and the cleaned messages of all of them in one
    // text.
    private static HttpRequestException Clean(Exception problem, RegistryConnection connection)
    {
        var texts = new List<string>();
        for (var one = problem; one is not null; one = one.InnerException) texts.Add($"{one.GetType().Name}: {TextOf(one, connection)}");
        var (error, status) = problem is HttpRequestException { HttpRequestError: var known, StatusCode: var code }
            ? (known, code)
            : (HttpRequestError.Unknown, null);
        return new HttpRequestException(error, string.Join(" ---> ", texts), inner: null, status);
    }

    private static OciException? OwnIn(Exception? problem)
    {
        while (problem is not (null or OciException)) problem = problem.InnerException;
        return problem as OciException;
    }

    // A server without TLS breaks off the handshake. If the registry was reached before, the connection broke instead.
    private static bool MayPass(HttpRequestException problem, bool wasReached) => problem.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => wasReached && problem.InnerException is IOException,
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ResponseEnded => true,
        HttpRequestError.ProxyTunnelError =>
            problem.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        HttpRequestError.Unknown => problem.InnerException is IOException,
        _ => false,
    };

    // Whether an open connection broke. A refused connection was never open.
    private static bool IsBroken(HttpRequestException problem) =>
        problem.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError);

    private static string Innermost(Exception problem, RegistryConnection connection)
    {
        var message = TextOf(problem.GetBaseException(), connection);
        return message.EndsWith('.') ? message : message + ".";
    }

    private static string TextOf(Exception problem, RegistryConnection connection) =>
        ForeignText.OneLine(connection.Secrets.Mask(problem.Message));
}

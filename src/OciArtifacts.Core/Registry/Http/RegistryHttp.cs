using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>Sends requests to one registry, and sends them again where a fault may pass.</summary>
internal sealed class RegistryHttp
{
    private readonly Exchange _exchange;
    private readonly AuthorizedExchange _sender;
    private readonly OriginFinder _origin;

    internal RegistryHttp(AuthorizedConnection shared, RegistryOptions options)
    {
        _exchange = new Exchange(shared.Connection, options);
        _sender = new AuthorizedExchange(_exchange, shared.Authorizer);
        _origin = new OriginFinder(_exchange, _sender);
        Retry = new RetryPolicy(options);
    }

    /// <summary>How many requests were sent.</summary>
    internal long Requests => _exchange.Requests;

    internal RegistryConnection Connection => _exchange.Connection;

    internal RegistryOptions Options => _exchange.Options;

    internal string Registry => Connection.Registry;

    internal RetryPolicy Retry { get; }

    /// <summary>Sends the request; whatever the registry answers is the caller's to judge, but a refusal of credentials.</summary>
    /// <exception cref="OciException">The registry cannot be reached, fails, refuses the credentials, or redirects where nobody should go.</exception>
    internal Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellation) =>
        Retry.RunAsync(token => SendOnceAsync(request, token), cancellation);

    /// <summary>The same with the body of a success, which is read with the answer: where it breaks off, both are asked for again.</summary>
    /// <exception cref="OciException">As with the other; or the body is larger than the limit (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal Task<RegistryAnswer> ReadAsync(RegistryRequest request, int limit, CancellationToken cancellation) =>
        Retry.RunAsync(token => ReadOnceAsync(request, limit, token), cancellation);

    /// <summary>The same without a second try, for who has to find out first what became of the first.</summary>
    /// <exception cref="OciException">As with <see cref="SendAsync"/>; as a <see cref="TransientFailure"/> where trying again may help.</exception>
    internal async Task<HttpResponseMessage> SendOnceAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var response = await _origin.SendAsync(request, cancellation).ConfigureAwait(false);
        var failure = UnexpectedAnswer.PageOf(response, request) ?? await RegistryFailure.TransientOfAsync(response, Options.Time, cancellation).ConfigureAwait(false);
        if (failure is null) return response;
        response.Dispose();
        throw failure;
    }

    /// <summary>The address at which an answer says that it goes on (<c>Location</c>), if it may be gone to.</summary>
    /// <exception cref="OciException">It is none, or nobody should go there (<see cref="OciErrorCode.UnsafeRedirect"/>).</exception>
    internal Task<Uri> ResolveAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        _sender.ResolveAsync(response, AuthorizedExchange.LocationOf(response), cancellation);

    /// <inheritdoc cref="AddressPolicy.ResolveAsync"/>
    internal Task<Uri> ResolveAsync(HttpResponseMessage response, string location, CancellationToken cancellation) =>
        _sender.ResolveAsync(response, location, cancellation);

    /// <summary>Reads a piece of a body, which may not stay away for too long.</summary>
    /// <exception cref="TransientFailure">It breaks off, or does not come in time.</exception>
    internal Task<int> ReadPieceAsync(Stream body, Memory<byte> buffer, CancellationToken cancellation) =>
        _exchange.ReadPieceAsync(body, buffer, cancellation);

    private async Task<RegistryAnswer> ReadOnceAsync(RegistryRequest request, int limit, CancellationToken cancellation)
    {
        var response = await SendOnceAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode) return new RegistryAnswer(response, Body: default);
            var body = await _exchange.ReadAsync(response, limit + 1, cancellation).ConfigureAwait(false);
            return body.Length <= limit ? new RegistryAnswer(response, body) : throw new OciException(
                OciErrorCode.MalformedContent, $"{AnswerText.AddressOf(response)} answers with more than {limit} bytes.");
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException)
        {
            response.Dispose();
            throw;
        }
    }
}

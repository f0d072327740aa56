using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>Sends requests to one registry, and repeats them after transient failures.</summary>
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

    /// <summary>Sends the request. The caller checks the status, except for refused credentials.</summary>
    /// <exception cref="OciException">
    /// The registry cannot be reached, fails, refuses the credentials, or redirects to an address that must not be
    /// used.
    /// </exception>
    internal Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellation) =>
        Retry.RunAsync(token => SendOnceAsync(request, token), cancellation);

    /// <summary>
    /// Sends the request and reads the body of a success. If the body breaks off, the request is repeated.
    /// </summary>
    /// <exception cref="OciException">
    /// As <see cref="SendAsync"/>; or the body is larger than the limit (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal Task<RegistryAnswer> ReadAsync(RegistryRequest request, int limit, CancellationToken cancellation) =>
        Retry.RunAsync(token => ReadOnceAsync(request, limit, token), cancellation);

    /// <summary>
    /// Sends the request once. For callers that have to check the effect of a failed attempt before the next one.
    /// </summary>
    /// <exception cref="OciException">
    /// As <see cref="SendAsync"/>. It is a <see cref="TransientFailure"/> if a retry may succeed.
    /// </exception>
    internal async Task<HttpResponseMessage> SendOnceAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var response = await _origin.SendAsync(request, cancellation).ConfigureAwait(false);
        var failure = UnexpectedAnswer.PageOf(response, request)
            ?? await RegistryFailure.TransientOfAsync(response, Options.Time, cancellation).ConfigureAwait(false);
        if (failure is null) return response;
        response.Dispose();
        throw failure;
    }

    /// <summary>The address in the <c>Location</c> of an answer, if it may be used.</summary>
    /// <exception cref="OciException">
    /// There is no address, or it must not be used (<see cref="OciErrorCode.UnsafeRedirect"/>).
    /// </exception>
    internal Task<Uri> ResolveAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        _sender.ResolveAsync(response, AuthorizedExchange.LocationOf(response), cancellation);

    /// <inheritdoc cref="AddressPolicy.ResolveAsync"/>
    internal Task<Uri> ResolveAsync(HttpResponseMessage response, string location, CancellationToken cancellation) =>
        _sender.ResolveAsync(response, location, cancellation);

    /// <summary>Reads a piece of a body. The wait for it is limited.</summary>
    /// <exception cref="TransientFailure">The body breaks off, or the piece does not arrive in time.</exception>
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

using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>One request and its answer, with the checks that several endpoints make.</summary>
internal sealed class Exchange(HttpContext context, RecordedRequest record, RegistryRoute route)
{
    internal RecordedRequest Record { get; } = record;

    internal RegistryRoute Route { get; } = route;

    internal HttpRequest Request => context.Request;

    internal HttpResponse Response => context.Response;

    internal string Method => context.Request.Method;

    internal CancellationToken Aborted => context.RequestAborted;

    /// <summary>The decoded value of a query parameter, null when it is absent.</summary>
    internal string? Query(string name)
    {
        var values = Request.Query[name];
        if (values.Count > 1) throw Refusal(ErrorCodes.Unsupported, $"the query has '{name}' {values.Count} times");
        return values.Count == 0 ? null : values[0] ?? "";
    }

    internal static string Digest(string? text) =>
        text is not null && Grammar.IsDigest(text) ? text : throw Refusal(ErrorCodes.DigestInvalid, $"'{text}' is no digest");

    internal long RequireLength() =>
        Request.ContentLength
        ?? throw new RegistryRefusal(StatusCodes.Status411LengthRequired, ErrorCodes.SizeInvalid, "Content-Length is missing");

    internal void RequireEmptyBody()
    {
        if (RequireLength() != 0) throw Refusal(ErrorCodes.SizeInvalid, "a POST that opens an upload has no body");
    }

    internal void RequireOctets()
    {
        if (!string.Equals(Request.ContentType, "application/octet-stream", StringComparison.Ordinal))
            throw Refusal(ErrorCodes.BlobUploadInvalid, $"Content-Type is '{Request.ContentType}', not application/octet-stream");
    }

    /// <summary>The whole answer: status 200 unless it was set, and no bytes for HEAD.</summary>
    internal async Task BodyAsync(ReadOnlyMemory<byte> body)
    {
        Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(Method)) await Response.Body.WriteAsync(body, Aborted);
    }

    internal Task Empty(int status)
    {
        Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent) Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    internal RegistryRefusal MethodRefused() =>
        new(StatusCodes.Status405MethodNotAllowed, ErrorCodes.Unsupported, $"{Method} is not possible here");

    internal static RegistryRefusal Refusal(string code, string message) => new(StatusCodes.Status400BadRequest, code, message);
}

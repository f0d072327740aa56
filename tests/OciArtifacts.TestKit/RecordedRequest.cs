using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OciArtifacts.TestKit;

/// <summary>A request as the registry received it, and its answer.</summary>
public sealed class RecordedRequest
{
    private long _bodyBytes;
    private int _status;

    internal RecordedRequest(HttpContext context, bool onOtherHost)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        Method = context.Request.Method;
        Path = question < 0 ? target : target[..question];
        Query = question < 0 ? "" : target[(question + 1)..];
        Headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        ContentLength = context.Request.ContentLength;
        OnOtherHost = onOtherHost;
        HasClientCertificate = context.Connection.ClientCertificate is not null;
    }

    public string Method { get; }

    /// <summary>Not decoded, without the query.</summary>
    public string Path { get; }

    /// <summary>Not decoded, without the question mark; empty when there is none.</summary>
    public string Query { get; }

    /// <summary>Several headers of one name are joined with a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The value of the Authorization header, null when there is none.</summary>
    public string? Authorization => Header("Authorization");

    /// <summary>The first word of <see cref="Authorization"/>, null when there is none.</summary>
    public string? AuthorizationScheme => Authorization?.Split(' ')[0];

    public string? ContentType => Header("Content-Type");

    /// <summary>The range of a chunk, in the form of the specification.</summary>
    public string? ContentRange => Header("Content-Range");

    public string? Range => Header("Range");

    public string? Accept => Header("Accept");

    public string? Expect => Header("Expect");

    public string? UserAgent => Header("User-Agent");

    public string? Cookie => Header("Cookie");

    /// <summary>The Content-Length header; null for a chunked body and without a body.</summary>
    public long? ContentLength { get; }

    public string Host => Header("Host") ?? "";

    /// <summary>Whether the request went to <see cref="TestRegistry.OtherHost"/>.</summary>
    public bool OnOtherHost { get; }

    /// <summary>Whether the client showed a certificate on its connection.</summary>
    public bool HasClientCertificate { get; }

    /// <summary>The fields of a POST for a token, decoded; null for every other request.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; internal set; }

    /// <summary>The status of the answer; 0 before the answer and after an aborted request.</summary>
    public int Status
    {
        get => Volatile.Read(ref _status);
        internal set => Volatile.Write(ref _status, value);
    }

    /// <summary>Records that the client gets no answer.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>Path and query as received.</summary>
    internal string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>Completes when another request needs the session of a stalled one.</summary>
    internal TaskCompletionSource StallEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How much of the body the registry has read.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>The value of a header, null when there is none.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Method} {Path}{(Query.Length == 0 ? "" : "?")}{Query} -> {Status}";

    internal void CountBody(int bytes) => Interlocked.Add(ref _bodyBytes, bytes);
}

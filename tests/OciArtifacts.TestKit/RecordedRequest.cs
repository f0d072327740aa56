using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OciArtifacts.TestKit;

/// <summary>A request as it came over the wire, and what became of it.</summary>
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

    public string? ContentType => Header("Content-Type");

    /// <summary>What the header said; null for a chunked body and for none.</summary>
    public long? ContentLength { get; }

    public string Host => Header("Host") ?? "";

    /// <summary>Whether it reached <see cref="TestRegistry.OtherHost"/>.</summary>
    public bool OnOtherHost { get; }

    /// <summary>The status that was answered; 0 while there is no answer, and for ever after an abort.</summary>
    public int Status
    {
        get => Volatile.Read(ref _status);
        internal set => Volatile.Write(ref _status, value);
    }

    /// <summary>Nobody gets the answer.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>How much of the body the registry has read.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    /// <summary>The value of a header, null when there is none.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Method} {Path}{(Query.Length == 0 ? "" : "?")}{Query} -> {Status}";

    internal void CountBody(int bytes) => Interlocked.Add(ref _bodyBytes, bytes);
}

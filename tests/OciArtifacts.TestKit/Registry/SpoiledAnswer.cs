using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Buffers a complete answer, and then sends the part of it that a fault allows.</summary>
internal sealed class SpoiledAnswer : IDisposable
{
    private readonly HttpContext _context;
    private readonly FaultAnswer _fault;
    private readonly CancellationToken _stopping;
    private readonly Stream _wire;
    private readonly MemoryStream _body = new();

    private SpoiledAnswer(HttpContext context, FaultAnswer fault, CancellationToken stopping)
    {
        (_context, _fault, _stopping) = (context, fault, stopping);
        _wire = context.Response.Body;
        context.Response.Body = _body;
    }

    private HttpResponse Response => _context.Response;

    /// <summary>Null when the fault does not change the answer.</summary>
    internal static SpoiledAnswer? Begin(HttpContext context, FaultAnswer fault, CancellationToken stopping) =>
        fault.SpoilsAnswer ? new SpoiledAnswer(context, fault, stopping) : null;

    internal async Task SendAsync()
    {
        Response.Body = _wire;
        if (_fault.WithoutAnswer) throw new ConnectionAbortedException("A fault kept the answer back.");
        if (HttpMethods.IsHead(_context.Request.Method) || Response.StatusCode == StatusCodes.Status204NoContent) return;
        var bytes = _body.ToArray();
        if (_fault.CorruptBody && bytes.Length > 0) bytes[^1] ^= 0xff;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_context.RequestAborted, _stopping);
        await SendAsync(bytes, end.Token);
    }

    public void Dispose()
    {
        Response.Body = _wire;
        _body.Dispose();
    }

    private async Task SendAsync(byte[] bytes, CancellationToken cancellation)
    {
        Response.ContentLength = bytes.Length;
        if (_fault.TruncateBodyAfter is { } cut)
        {
            await SendAsync(bytes, cut, cancellation);
            throw new ConnectionAbortedException("A fault cut the answer off.");
        }
        if (_fault.StallBodyAfter is { } still)
        {
            await SendAsync(bytes, still, cancellation);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }
        if (_fault.EndlessBody) await SendEndlesslyAsync(bytes, cancellation);
        await _wire.WriteAsync(bytes, cancellation);
    }

    private async Task SendAsync(byte[] bytes, long count, CancellationToken cancellation)
    {
        await _wire.WriteAsync(bytes.AsMemory(0, (int)Math.Min(count, bytes.Length)), cancellation);
        await _wire.FlushAsync(cancellation);
    }

    private async Task SendEndlesslyAsync(byte[] bytes, CancellationToken cancellation)
    {
        Response.ContentLength = null;
        await SendAsync(bytes, bytes.Length, cancellation);
        // White space, so that a JSON reader has to wait for more, too.
        var spaces = new byte[16 * 1024];
        spaces.AsSpan().Fill((byte)' ');
        while (true) await SendAsync(spaces, spaces.Length, cancellation);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// RFC 9110, section 14: one range of bytes. For several ranges, or a range that cannot be read, the answer is the
/// whole content.
/// </summary>
internal static class ByteRange
{
    internal static ReadOnlyMemory<byte> Select(Exchange exchange, byte[] bytes)
    {
        if (!RangeHeaderValue.TryParse(exchange.Request.Headers.Range.ToString(), out var header)
            || header.Ranges.Count != 1 || !string.Equals(header.Unit.Value, "bytes", StringComparison.Ordinal)) return bytes;
        var range = header.Ranges.Single();
        var first = range.From ?? Math.Max(0, bytes.Length - range.To!.Value);
        var last = range.From is null ? bytes.Length - 1 : Math.Min(range.To ?? long.MaxValue, bytes.Length - 1);
        if (first > last) throw NotSatisfiable(bytes.Length);
        exchange.Response.StatusCode = StatusCodes.Status206PartialContent;
        exchange.Response.Headers.ContentRange = $"bytes {first}-{last}/{bytes.Length}";
        return bytes.AsMemory((int)first, (int)(last - first + 1));
    }

    private static RegistryRefusal NotSatisfiable(int length)
    {
        var refusal = new RegistryRefusal(
            StatusCodes.Status416RangeNotSatisfiable, ErrorCodes.SizeInvalid, $"the blob has {length} bytes");
        refusal.Headers["Content-Range"] = $"bytes */{length}";
        return refusal;
    }
}

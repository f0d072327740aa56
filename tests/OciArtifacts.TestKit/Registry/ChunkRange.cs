using System.Globalization;
using System.Text.RegularExpressions;

namespace OciArtifacts.TestKit.Registry;

/// <summary>The Content-Range of a chunk: both ends inclusive, and no unit. "Pushing a blob in chunks".</summary>
internal sealed partial record ChunkRange(long First, long Last)
{
    /// <summary>Null when there is no such header.</summary>
    internal static ChunkRange? Of(Exchange exchange)
    {
        var text = exchange.Request.Headers.ContentRange.ToString();
        if (text.Length == 0) return null;
        var match = Shape().Match(text);
        if (!match.Success
            || !long.TryParse(match.Groups["first"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(match.Groups["last"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || last < first) throw Exchange.Refusal(ErrorCodes.BlobUploadInvalid, $"Content-Range '{text}' is not <first>-<last>");
        if (last - first + 1 != exchange.RequireLength())
            throw Exchange.Refusal(ErrorCodes.SizeInvalid, $"Content-Range {text} is not of Content-Length");
        return new ChunkRange(first, last);
    }

    [GeneratedRegex(@"\A(?<first>[0-9]+)-(?<last>[0-9]+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

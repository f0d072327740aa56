using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Answers;

/// <summary>Quotes the answer of a registry in messages, without secrets.</summary>
internal static class AnswerText
{
    private const int LongestBody = 64 * 1024;

    // A slow body is not worth a longer wait, because the status is known.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The request and the answer in one sentence, with the errors that the registry names.</summary>
    internal static async Task<string> DescribeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var request = response.RequestMessage!;
        var said = await QuoteAsync(response, cancellation).ConfigureAwait(false);
        return $"{request.Method} {AddressOf(response)}: {(int)response.StatusCode} {ReasonOf(response)}.{said}";
    }

    /// <summary>The errors of the answer as a sentence with a space before it, or an empty text.</summary>
    internal static async Task<string> QuoteAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.RequestMessage?.Method == HttpMethod.Head) return " (HEAD: there is no body to quote.)";
        var errors = await ErrorsAsync(response, cancellation).ConfigureAwait(false);
        return errors.Length > 0 ? $" The registry says: {Shown(errors, response)}." : "";
    }

    /// <summary>The reason phrase of the status. The server can write anything there.</summary>
    internal static string ReasonOf(HttpResponseMessage response) => Shown(response.ReasonPhrase ?? "", response);

    /// <summary>The address of the request as it may be shown.</summary>
    internal static string AddressOf(HttpResponseMessage response) => RequestFacts.Of(response) is { } facts
        ? facts.Shown(response.RequestMessage!.RequestUri!)
        : RegistryAddress.Server(response.RequestMessage!.RequestUri!);

    // Secrets are removed before the text is cut, because a cut could leave half of a secret.
    private static string Shown(string text, HttpResponseMessage response)
    {
        if (response.RequestMessage!.Headers.Authorization?.Parameter is { Length: > 0 } sent)
        {
            text = text.Replace(sent, "***", StringComparison.Ordinal);
        }

        return ForeignText.OneLine(RequestFacts.Of(response)?.Connection.Secrets.Mask(text) ?? text);
    }

    private static async Task<string> ErrorsAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestWait);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            await using var disposal = body.ConfigureAwait(false);
            var bytes = new byte[LongestBody];
            var length = await body.ReadAtLeastAsync(bytes, LongestBody, throwOnEndOfStream: false, patience.Token).ConfigureAwait(false);
            return ErrorsOf(bytes.AsMemory(0, length));
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException
            || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return "";
        }
    }

    // The form is {"errors":[{"code","message","detail"}]} (distribution-spec 1.1.1, "Error Codes"). Other bodies are
    // not quoted.
    private static string ErrorsOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var errors = json.RootElement.GetProperty("errors").EnumerateArray()
                .Select(error => $"{Text(error, "code")}: {Text(error, "message")}{DigestIn(error)}");
            return string.Join("; ", errors);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }

    // Often only the detail has the digest of missing or wrong content. Its form differs between registries.
    private static string DigestIn(JsonElement error)
    {
        const int length = 71;
        if (!error.TryGetProperty("detail", out var detail)) return "";
        var text = detail.GetRawText();
        var at = text.IndexOf("sha256:", StringComparison.Ordinal);
        if (at < 0 || text.Length < at + length || !Digest.TryParse(text.Substring(at, length), out var digest)) return "";
        return Text(error, "message").Contains(digest.Encoded, StringComparison.Ordinal) ? "" : $" ({digest})";
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

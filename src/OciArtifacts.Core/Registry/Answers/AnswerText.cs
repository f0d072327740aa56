using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Answers;

/// <summary>What a registry says itself, as far as it says anything readable, without anything that may be a secret.</summary>
internal static class AnswerText
{
    private const int LongestBody = 64 * 1024;

    // Words that do not come in that time are not worth waiting for: the status has said it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>What was asked and what was answered: the beginning of each message.</summary>
    internal static async Task<string> DescribeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var request = response.RequestMessage!;
        var said = await QuoteAsync(response, cancellation).ConfigureAwait(false);
        return $"{request.Method} {AddressOf(response)}: {(int)response.StatusCode} {ReasonOf(response)}.{said}";
    }

    /// <summary>The words of its errors, as a sentence with a space before it.</summary>
    internal static async Task<string> QuoteAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.RequestMessage?.Method == HttpMethod.Head) return " (HEAD: there is no body to quote.)";
        return await ErrorsAsync(response, cancellation).ConfigureAwait(false) is { Length: > 0 } errors ? $" The registry says: {Shown(errors, response)}." : "";
    }

    /// <summary>The words beside the status; they too are the server's own.</summary>
    internal static string ReasonOf(HttpResponseMessage response) => Shown(response.ReasonPhrase ?? "", response);

    /// <summary>Where it was asked, as it may be shown.</summary>
    internal static string AddressOf(HttpResponseMessage response) => RequestFacts.Of(response) is { } facts
        ? facts.Shown(response.RequestMessage!.RequestUri!)
        : RegistryAddress.Server(response.RequestMessage!.RequestUri!);

    // Before it is cut, which could leave half of a secret.
    private static string Shown(string text, HttpResponseMessage response)
    {
        if (response.RequestMessage!.Headers.Authorization?.Parameter is { Length: > 0 } sent) text = text.Replace(sent, "***", StringComparison.Ordinal);
        return RegistryText.OneLine(RequestFacts.Of(response)?.Connection.Secrets.Mask(text) ?? text);
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

    // distribution-spec 1.1.1, "Error Codes": {"errors":[{"code","message","detail"}]}; a body that is something else is not quoted.
    private static string ErrorsOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var errors = json.RootElement.GetProperty("errors").EnumerateArray().Select(error => $"{Text(error, "code")}: {Text(error, "message")}{DigestIn(error)}");
            return string.Join("; ", errors);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }

    // What is missing, or wrong, is often named in the detail alone, whose form is the registry's own.
    private static string DigestIn(JsonElement error)
    {
        const int length = 71;
        if (!error.TryGetProperty("detail", out var detail) || detail.GetRawText() is not { } text || text.IndexOf("sha256:", StringComparison.Ordinal) is not (>= 0 and var at)) return "";
        return text.Length >= at + length && Digest.TryParse(text.Substring(at, length), out var digest) && !Text(error, "message").Contains(digest.Encoded, StringComparison.Ordinal) ? $" ({digest})" : "";
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

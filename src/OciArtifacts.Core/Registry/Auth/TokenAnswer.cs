using System.Globalization;
using System.Text.Json;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// Reads the answer of a token server: <c>token</c> or <c>access_token</c>, and <c>expires_in</c> in seconds.
/// </summary>
internal static class TokenAnswer
{
    // The default is 60 seconds (the Docker token specification, "Token Response Fields").
    private const int DefaultLifetime = 60;
    private const int LongestLifetime = 24 * 60 * 60;

    /// <summary>The token and its lifetime, or <see langword="null"/> if the answer has no token.</summary>
    internal static (string Text, TimeSpan Lifetime)? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var answer = JsonDocument.Parse(json);
            var text = Text(answer.RootElement, "token") ?? Text(answer.RootElement, "access_token");
            return text is null ? null : (text, Lifetime(answer.RootElement));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Some servers write the number as a text.
    private static TimeSpan Lifetime(JsonElement answer)
    {
        if (!answer.TryGetProperty("expires_in", out var value)) return TimeSpan.FromSeconds(DefaultLifetime);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        var isKnown = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0;
        return TimeSpan.FromSeconds(isKnown ? Math.Min(seconds, LongestLifetime) : DefaultLifetime);
    }

    // The text must be valid in a header. Other characters could end the header.
    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text && text.All(c => c is > ' ' and < '\x7f')
            ? text
            : null;
}

using System.Globalization;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Reads when the next request is allowed: from <c>Retry-After</c> (RFC 9110, section 10.2.3), or from the headers of
/// rate limits, which have no standard yet.
/// </summary>
internal static class RateLimit
{
    // A larger number is a date in Unix seconds, not a duration.
    private const double FirstDate = 1_000_000_000;

    /// <summary>
    /// How long the registry asks to wait, or <see langword="null"/> if it does not ask or its answer is invalid.
    /// </summary>
    internal static TimeSpan? WaitOf(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - time.GetUtcNow() : ResetOf(response, time);
        return wait is { Ticks: > 0 } ? wait : null;
    }

    /// <summary>
    /// How long no request is left, if the answer says that this was the last one. Otherwise <see langword="null"/>.
    /// </summary>
    internal static TimeSpan? ExhaustedFor(HttpResponseMessage response, TimeProvider time) =>
        NumberOf(response, "RateLimit-Remaining", "X-RateLimit-Remaining") is 0 && ResetOf(response, time) is { Ticks: > 0 } wait
            ? wait
            : null;

    private static TimeSpan? ResetOf(HttpResponseMessage response, TimeProvider time)
    {
        if (NumberOf(response, "RateLimit-Reset", "X-RateLimit-Reset") is not { } reset || reset < 0 || reset > uint.MaxValue) return null;
        return reset < FirstDate ? TimeSpan.FromSeconds(reset) : DateTimeOffset.UnixEpoch.AddSeconds(reset) - time.GetUtcNow();
    }

    // Docker Hub sends "100;w=21600".
    private static double? NumberOf(HttpResponseMessage response, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (response.Headers.NonValidated.TryGetValues(name, out var values)
                && double.TryParse(values.ToString().Split(';', ',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}

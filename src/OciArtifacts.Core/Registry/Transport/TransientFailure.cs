using System.Globalization;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// A failure that may not happen again: an overloaded or restarting registry, or a connection that broke. Only such
/// failures cause a retry. They never leave the library: after the last retry, <see cref="ToFinalException"/> makes the
/// exception for the caller.
/// </summary>
/// <param name="code">What went wrong.</param>
/// <param name="what">What went wrong, as a sentence.</param>
/// <param name="advice">What to do if the failure stays.</param>
/// <param name="inner">The exception that caused the failure, if there is one.</param>
internal sealed class TransientFailure(OciErrorCode code, string what, string advice, Exception? inner = null)
    : OciException(code, $"{what} {advice}", inner)
{
    /// <summary>What went wrong, without the advice.</summary>
    internal string What { get; } = ShownText.WithoutSecrets(what);

    /// <summary>How long the registry asks to wait (RFC 9110, section 10.2.3).</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether the host has never answered. Then the name is probably wrong, so there are few retries.
    /// </summary>
    internal bool IsFromUnreachedHost { get; init; }

    /// <summary>
    /// Whether the server is overloaded: it says so, or breaks connections. Such failures end more often than others,
    /// so there are more retries.
    /// </summary>
    internal bool IsOverload { get; init; }

    /// <summary>Whether the server answered. An answer says more than a broken connection.</summary>
    internal bool IsAnswer { get; init; }

    /// <summary>
    /// Makes the exception for the caller. Its message says how often the attempt was made, which other failures came
    /// before, and when the registry allows the next request.
    /// </summary>
    /// <param name="tries">The number of attempts.</param>
    /// <param name="others">The earlier failures of other kinds, in order.</param>
    /// <param name="time">The clock.</param>
    internal OciException ToFinalException(int tries, IReadOnlyList<TransientFailure> others, TimeProvider time)
    {
        var message = Message + WhenAgain(time);
        if (tries > 1) message += $" It was tried {tries} times.";
        if ((others.FirstOrDefault(other => other.IsAnswer) ?? (others.Count > 0 ? others[0] : null)) is { } other)
        {
            var count = others.Count(one => one.What == other.What);
            var rest = others.Count > count ? $", and {others.Count - count} in other ways" : "";
            message += $" Before that it failed {(count == 1 ? "once" : $"{count} times")} in another way{rest}: {other.What}";
        }

        return WithMessage(message);
    }

    private string WhenAgain(TimeProvider time)
    {
        if (RetryAfter is not { } wait) return "";
        var utc = time.GetUtcNow();
        if (wait > DateTimeOffset.MaxValue - utc - TimeSpan.FromDays(2)) return "";
        utc += wait;
        var local = TimeZoneInfo.ConvertTime(utc, time.LocalTimeZone);
        var here = local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        var there = utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return $" It wants to be asked again in {seconds} s, at {here} ({there} UTC).";
    }
}

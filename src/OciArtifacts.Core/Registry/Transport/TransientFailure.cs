using System.Globalization;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// A failure that may pass: an overloaded or restarting registry, a connection that broke. Only such is tried again, and it never leaves
/// the library: who gives up throws what <see cref="ToFinalException"/> makes.
/// </summary>
/// <param name="code">What went wrong.</param>
/// <param name="what">The same for people.</param>
/// <param name="advice">What to do where it does not pass.</param>
/// <param name="inner">What was caught, if anything.</param>
internal sealed class TransientFailure(OciErrorCode code, string what, string advice, Exception? inner = null)
    : OciException(code, $"{what} {advice}", inner)
{
    /// <summary>What went wrong, without advice: it is tried again.</summary>
    internal string What { get; } = ShownText.WithoutSecrets(what);

    /// <summary>How long the registry asks to wait (RFC 9110, section 10.2.3).</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Nothing of that name has ever answered. That is a wrong address far more often than a fault that passes, so it is not waited for long.
    /// </summary>
    internal bool IsFromUnreachedHost { get; init; }

    /// <summary>The server lives and has too much to do: it answers so, or breaks connections. That passes more often than other faults, so it is tried more often.</summary>
    internal bool IsOverload { get; init; }

    /// <summary>It was an answer, which says more than a connection that broke.</summary>
    internal bool IsAnswer { get; init; }

    /// <summary>The failure for the caller, with how often it was tried, what else went wrong meanwhile, and when the registry wants to be asked again.</summary>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="others">What went wrong in other ways before, in its order.</param>
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
        var (here, there) = (local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture), utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        return $" It wants to be asked again in {Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} s, at {here} ({there} UTC).";
    }
}

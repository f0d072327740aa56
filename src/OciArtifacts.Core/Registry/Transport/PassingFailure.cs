namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// A failure that may pass: an overloaded or restarting registry, a connection that broke. Only such is tried again, and it never leaves
/// the library: who gives up throws <see cref="AsFinal"/>.
/// </summary>
/// <param name="code">What went wrong.</param>
/// <param name="what">The same for people.</param>
/// <param name="advice">What to do where it does not pass.</param>
/// <param name="inner">What was caught, if anything.</param>
internal sealed class PassingFailure(OciErrorCode code, string what, string advice, Exception? inner = null)
    : OciException(code, $"{what} {advice}", inner)
{
    /// <summary>What went wrong, without advice: it is tried again.</summary>
    internal string What { get; } = what;

    /// <summary>How long the registry asks to wait (RFC 9110, section 10.2.3).</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Nothing of that name has ever answered. That is a wrong address far more often than a fault that passes, so it is not waited for long.
    /// </summary>
    internal bool IsOfStranger { get; init; }

    /// <summary>The failure for who asked, with how often it was tried.</summary>
    internal OciException AsFinal(int tries) =>
        tries < 2 ? new OciException(Code, Message, InnerException) : new OciException(Code, $"{Message} It was tried {tries} times.", InnerException);
}

namespace OciArtifacts.Core;

/// <summary>
/// The world did something wrong: a file, a network, a registry or content. <see cref="Code"/> says what, the message what was wanted,
/// what is and what to do. A caller's mistake is an <see cref="ArgumentException"/> instead.
/// </summary>
public class OciException : Exception
{
    /// <summary>Makes a failure with its code.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">What was wanted, what is and what to do. What can be a secret in an address is taken out of it.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public OciException(OciErrorCode code, string message, Exception? inner = null)
        : base(ShownText.WithoutSecrets(message), inner) => Code = code;

    /// <summary>What went wrong.</summary>
    public OciErrorCode Code { get; }

    /// <summary>The file that has to be changed, where the failure is about what it says. The default is none.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1; 0 where it is not known.</summary>
    public int Line { get; init; }

    /// <summary>The input that has to be changed, for a caller that can say where its user sets it.</summary>
    internal Remedy Remedy { get; init; }

    /// <summary>The same failure with another message.</summary>
    internal OciException WithMessage(string message) =>
        new(Code, message, InnerException) { File = File, Line = Line, Remedy = Remedy };

    /// <summary>All of it with what was caught, for a detailed log. Addresses in it are without what can be a secret.</summary>
    public override string ToString() => ShownText.WithoutSecrets(base.ToString());
}

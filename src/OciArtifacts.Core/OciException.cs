namespace OciArtifacts.Core;

/// <summary>
/// A failure that the caller did not cause: a file, a network, a registry or content is wrong. <see cref="Code"/> names
/// the failure; the message says what was expected, what was found and what to do. A mistake of the caller is an
/// <see cref="ArgumentException"/> instead.
/// </summary>
public class OciException : Exception
{
    /// <summary>Makes a failure.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">
    /// What was expected, what was found and what to do. Secrets are removed from the addresses in it.
    /// </param>
    /// <param name="inner">The exception that caused the failure, if there is one.</param>
    public OciException(OciErrorCode code, string message, Exception? inner = null)
        : base(ShownText.WithoutSecrets(message), inner) => Code = code;

    /// <summary>What went wrong.</summary>
    public OciErrorCode Code { get; }

    /// <summary>
    /// The file to change, if the failure is about its content. The default is <see langword="null"/>.
    /// </summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1; 0 if it is unknown.</summary>
    public int Line { get; init; }

    /// <summary>The input to change. A caller with settings of its own tells the user which setting that is.</summary>
    internal Remedy Remedy { get; init; }

    /// <summary>The same failure with another message.</summary>
    internal OciException WithMessage(string message) =>
        new(Code, message, InnerException) { File = File, Line = Line, Remedy = Remedy };

    /// <summary>
    /// The message, the stack trace and the inner exceptions, for a detailed log. Secrets are removed from the
    /// addresses in it.
    /// </summary>
    public override string ToString() => ShownText.WithoutSecrets(base.ToString());
}

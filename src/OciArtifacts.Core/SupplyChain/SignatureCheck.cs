using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>The outcome of the check of one signature: what was signed, or why the signature does not count.</summary>
/// <typeparam name="T">What was signed.</typeparam>
internal sealed class SignatureCheck<T>
    where T : class
{
    private SignatureCheck(T? signed, string problem) => (Signed, Problem) = (signed, problem);

    /// <summary>Whether the signature is valid and about the expected content.</summary>
    [MemberNotNullWhen(true, nameof(Signed))]
    internal bool IsValid => Signed is not null;

    /// <summary>What was signed; <see langword="null"/> if the signature is not valid.</summary>
    internal T? Signed { get; }

    /// <summary>Why the signature is not valid, as a part of a sentence; empty if it is valid.</summary>
    internal string Problem { get; }

    /// <summary>Runs a check. Content that cannot be parsed is a signature that does not count.</summary>
    internal static SignatureCheck<T> Run(Func<SignatureCheck<T>> check)
    {
        try
        {
            return check();
        }
        catch (OciException problem) when (problem.Code == OciErrorCode.MalformedContent)
        {
            return Failed(problem.Message);
        }
    }

    internal static SignatureCheck<T> Of(T signed) => new(signed, "");

    internal static SignatureCheck<T> Failed(string problem) => new(null, problem);
}

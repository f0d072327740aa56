using System.ComponentModel;

namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>Runs a program that signs. Its failures say what the program said.</summary>
/// <param name="what">What the program is, for messages, such as "The signer".</param>
/// <param name="path">The absolute path of the program.</param>
internal sealed class SignerProgram(string what, string path)
{
    private const int LongestQuote = 1000;

    /// <summary>The time that one run may take. The default is five minutes: some signers ask a person.</summary>
    internal TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most bytes of an answer. The default is 16 MiB.</summary>
    internal int LargestAnswer { get; init; } = 16 * 1024 * 1024;

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="reason">Reads the reason of a failure from the standard error; the text itself is the default.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>The standard output.</returns>
    /// <exception cref="OciException">The program fails (<see cref="OciErrorCode.SignerFailed"/>).</exception>
    internal async Task<byte[]> RunAsync(
        IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, Func<string, string?> reason, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            var call = new ProgramCall(path, arguments) { LargestOutput = LargestAnswer };
            var answer = await call.RunAsync(input, limit.Token).ConfigureAwait(false);
            if (answer.ExitCode == 0) return answer.Output;
            var said = Quoted(reason(answer.Error) ?? answer.Error);
            throw Failed($"ended with exit code {answer.ExitCode} and {(said.Length == 0 ? "does not say why" : $"says: {said}")}");
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw Failed(FormattableString.Invariant($"did not end within {TimeLimit.TotalSeconds} s, and was ended"), problem);
        }
        catch (Win32Exception problem)
        {
            throw Failed($"cannot be started: {Quoted(problem.Message)}", problem);
        }
        catch (IOException problem)
        {
            throw Failed($"cannot be used: {Quoted(problem.Message)}", problem);
        }
    }

    /// <summary>Makes a failure of the program.</summary>
    internal OciException Failed(string why, Exception? problem = null) =>
        new(OciErrorCode.SignerFailed, $"{what} '{path}' {why.TrimEnd('.')}.", problem);

    // One line, without control characters.
    private static string Quoted(string text)
    {
        var lines = text.Split('\n').Select(line => string.Concat(line.Where(c => !char.IsControl(c))).Trim());
        var quote = string.Join(" / ", lines.Where(line => line.Length > 0));
        return quote.Length > LongestQuote ? quote[..LongestQuote] + "…" : quote;
    }
}

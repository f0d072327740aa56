using System.Text;

namespace OciArtifacts.Core;

/// <summary>
/// The output of a program. It is not a record, because the text of a record would show secrets in the output.
/// </summary>
internal sealed class ProgramAnswer(int exitCode, byte[] output, byte[] error)
{
    private const int LongestQuote = 300;

    internal int ExitCode { get; } = exitCode;

    /// <summary>The standard output.</summary>
    internal byte[] Output { get; } = output;

    /// <summary>The standard output as UTF-8 text.</summary>
    internal string OutputText => Encoding.UTF8.GetString(Output);

    /// <summary>The standard error as UTF-8 text.</summary>
    internal string Error => Encoding.UTF8.GetString(error);

    /// <summary>The first line with text, without control characters, for messages.</summary>
    internal static string FirstLine(string text)
    {
        var lines = text.Split('\n').Select(part => string.Concat(part.Where(c => !char.IsControl(c))).Trim());
        var line = lines.FirstOrDefault(part => part.Length > 0) ?? "";
        return line.Length > LongestQuote ? line[..LongestQuote] + "…" : line;
    }
}

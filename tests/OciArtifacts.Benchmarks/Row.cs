using System.Globalization;

namespace OciArtifacts.Benchmarks;

/// <summary>A line of the table: smaller is better.</summary>
internal sealed record Row(string Case, double Measured, double Must, double Aim, string Detail)
{
    private string Verdict => Measured <= Aim ? "aim" : Measured <= Must ? "must" : "**missed**";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"| {Case} | {Measured:0.####} ({Detail}) | {Must:0.####} | {Aim:0.####} | {Verdict} |");
}

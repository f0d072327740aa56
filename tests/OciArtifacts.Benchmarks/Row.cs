using System.Globalization;

namespace OciArtifacts.Benchmarks;

/// <summary>A line of the table: smaller is better.</summary>
internal sealed record Row(string Case, double Measured, double Must, double Aim, string Detail)
{
    /// <summary>A comparison without a goal.</summary>
    internal Row(string name, double measured, string detail)
        : this(name, measured, double.NaN, double.NaN, detail)
    {
    }

    private string Verdict => double.IsNaN(Must) ? "" : Measured <= Aim ? "aim" : Measured <= Must ? "must" : "**missed**";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"| {Case} | {Measured:0.####} ({Detail}) | {Text(Must)} | {Text(Aim)} | {Verdict} |");

    private static string Text(double goal) => double.IsNaN(goal) ? "–" : goal.ToString("0.####", CultureInfo.InvariantCulture);
}

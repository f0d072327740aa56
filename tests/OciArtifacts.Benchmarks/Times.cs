using System.Globalization;

namespace OciArtifacts.Benchmarks;

/// <summary>What was measured in the rounds, in milliseconds.</summary>
internal sealed class Times
{
    private readonly List<double> _all = [];

    internal double Median
    {
        get
        {
            var sorted = _all.Order().ToList();
            return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
        }
    }

    internal void Add(double time) => _all.Add(time);

    /// <summary>What one takes more than another, round by round.</summary>
    internal Times Minus(Times other)
    {
        var difference = new Times();
        foreach (var (mine, others) in _all.Zip(other._all)) difference.Add(mine - others);
        return difference;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0} ms, {_all.Min():0}–{_all.Max():0}");
}

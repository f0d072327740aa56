using System.Globalization;

namespace OciArtifacts.Benchmarks;

/// <summary>What was measured in the rounds, in milliseconds.</summary>
internal sealed class Times
{
    private readonly List<double> _all = [];

    internal double Median => Quantile(0.5);

    internal double LowerQuartile => Quantile(0.25);

    internal double UpperQuartile => Quantile(0.75);

    internal int Count => _all.Count;

    /// <summary>How many are below zero: of differences, the rounds in which the first of the two was faster.</summary>
    internal int Negative => _all.Count(time => time < 0);

    internal void Add(double time) => _all.Add(time);

    /// <summary>What one takes more than another, round by round.</summary>
    internal Times Minus(Times other)
    {
        var difference = new Times();
        foreach (var (mine, others) in _all.Zip(other._all)) difference.Add(mine - others);
        return difference;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0} ms, {_all.Min():0}–{_all.Max():0}");

    // Between two measured times, in proportion to their distance.
    private double Quantile(double share)
    {
        var sorted = _all.Order().ToList();
        var at = share * (sorted.Count - 1);
        var (below, above) = (sorted[(int)Math.Floor(at)], sorted[(int)Math.Ceiling(at)]);
        return below + ((above - below) * (at - Math.Floor(at)));
    }
}

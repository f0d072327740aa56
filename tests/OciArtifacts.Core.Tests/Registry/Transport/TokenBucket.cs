using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>
/// A rate limit as registries have it: a number of requests at once, and then a number per second. Further requests get
/// 429.
/// </summary>
internal sealed class TokenBucket(TimeProvider time, double burst, double rate)
{
    private readonly Lock _lock = new();
    private double _left = double.MaxValue;
    private long _filled = time.GetTimestamp();

    internal int Refused { get; private set; }

    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal FaultAnswer? Answer(RecordedRequest request)
    {
        lock (_lock)
        {
            _left = Math.Min(burst, _left + (time.GetElapsedTime(_filled).TotalSeconds * rate));
            _filled = time.GetTimestamp();
            if (_left >= 1)
            {
                _left--;
                return null;
            }

            Refused++;
            return FaultAnswer.Bare(429) with { Headers = Headers };
        }
    }
}

namespace OciArtifacts.TestKit;

/// <summary>
/// Decides by number which requests fail. <see cref="Answer"/> is a <see cref="TestRegistryOptions.Fault"/>. It is safe
/// for parallel requests.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Method, string Path)> _failed = [];
    private readonly Func<int, FaultAnswer?> _choose;
    private readonly Func<RecordedRequest, bool>? _only;
    private readonly bool _isOncePerTarget;
    private int _matched;
    private int _count;

    private FaultPlan(Func<int, FaultAnswer?> choose, Func<RecordedRequest, bool>? only, bool isOncePerTarget)
    {
        _choose = choose;
        _only = only;
        _isOncePerTarget = isOncePerTarget;
    }

    /// <summary>How many requests got a fault.</summary>
    public int Count
    {
        get { lock (_lock) { return _count; } }
    }

    /// <summary>
    /// Every nth matching request fails, but only once for each method and path, so that a retry succeeds.
    /// With 1 everything fails the first time.
    /// </summary>
    public static FaultPlan EveryNth(int n, FaultAnswer answer, Func<RecordedRequest, bool>? only = null) =>
        new(number => number % n == 0 ? answer : null, only, isOncePerTarget: true);

    /// <summary>The first matching requests fail, as many as given.</summary>
    public static FaultPlan First(int count, FaultAnswer answer, Func<RecordedRequest, bool>? only = null) =>
        new(number => number <= count ? answer : null, only, isOncePerTarget: false);

    /// <summary>
    /// One answer for each request in order of arrival, null for a normal one; all are normal after the last.
    /// </summary>
    public static FaultPlan Sequence(params FaultAnswer?[] answers) => Sequence(null, answers);

    /// <summary>
    /// One answer for each matching request in order of arrival, null for a normal one; all are normal after the last.
    /// </summary>
    public static FaultPlan Sequence(Func<RecordedRequest, bool>? only, params FaultAnswer?[] answers) =>
        new(number => number <= answers.Length ? answers[number - 1] : null, only, isOncePerTarget: false);

    /// <summary>The fault of this request, or null. Each call counts as one request.</summary>
    public FaultAnswer? Answer(RecordedRequest request)
    {
        if (_only?.Invoke(request) == false) return null;
        lock (_lock)
        {
            if (_choose(++_matched) is not { } answer) return null;
            if (_isOncePerTarget && !_failed.Add((request.Method, request.Path))) return null;
            _count++;
            return answer;
        }
    }
}

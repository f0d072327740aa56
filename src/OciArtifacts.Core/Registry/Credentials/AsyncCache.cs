using System.Collections.Concurrent;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Finds each answer once. Later callers with the same key get the first answer or its failure. Parallel calls are
/// safe.
/// </summary>
internal sealed class AsyncCache<TKey, TAnswer>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TAnswer>>> _answers = new();

    /// <summary>The answer for the key. The first caller finds it.</summary>
    internal async Task<TAnswer> GetAsync(TKey key, Func<CancellationToken, Task<TAnswer>> look, CancellationToken cancellation)
    {
        while (true)
        {
            var mine = new Lazy<Task<TAnswer>>(() => look(cancellation));
            var answer = _answers.GetOrAdd(key, mine);
            var isMine = ReferenceEquals(answer, mine);
            try
            {
                // The caller that looks waits until it ends, so that nothing keeps running. The other callers can stop
                // waiting.
                return await (isMine ? answer.Value : answer.Value.WaitAsync(cancellation)).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // A cancelled search is no answer for the other callers. One of them repeats it.
                if (answer.Value.IsCanceled) _answers.TryRemove(KeyValuePair.Create(key, answer));
                if (isMine || cancellation.IsCancellationRequested) throw;
            }
        }
    }
}

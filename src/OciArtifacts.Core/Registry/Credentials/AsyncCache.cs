using System.Collections.Concurrent;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>Answers that are looked for once: who asks second gets the first one's, or its failure. Safe for parallel calls.</summary>
internal sealed class AsyncCache<TKey, TAnswer>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TAnswer>>> _answers = new();

    /// <summary>The answer, which is looked for now if nobody did so yet.</summary>
    internal async Task<TAnswer> GetAsync(TKey key, Func<CancellationToken, Task<TAnswer>> look, CancellationToken cancellation)
    {
        while (true)
        {
            var mine = new Lazy<Task<TAnswer>>(() => look(cancellation));
            var answer = _answers.GetOrAdd(key, mine);
            var isMine = ReferenceEquals(answer, mine);
            try
            {
                // Who looks stays until it has ended, so that nothing of it is left behind; who only waits may leave.
                return await (isMine ? answer.Value : answer.Value.WaitAsync(cancellation)).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // That somebody gave up is no answer for the others: one of them looks again.
                if (answer.Value.IsCanceled) _answers.TryRemove(KeyValuePair.Create(key, answer));
                if (isMine || cancellation.IsCancellationRequested) throw;
            }
        }
    }
}

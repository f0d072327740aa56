using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>One at a time for each digest: what two want to make, the second finds made.</summary>
internal sealed class Turns : IDisposable
{
    private readonly ConcurrentDictionary<Digest, SemaphoreSlim> _turns = new();

    public void Dispose()
    {
        foreach (var turn in _turns.Values) turn.Dispose();
    }

    /// <summary>Waits until it is nobody else's turn; dispose what is returned to let the next one in.</summary>
    internal async Task<IDisposable> TakeAsync(Digest digest, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(digest, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        return new Turn(turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>One at a time for each digest: what two want to make, the second finds made.</summary>
internal sealed class PerDigestLock : IDisposable
{
    private readonly ConcurrentDictionary<Digest, SemaphoreSlim> _locks = new();

    public void Dispose()
    {
        foreach (var semaphore in _locks.Values) semaphore.Dispose();
    }

    /// <summary>Waits until it is nobody else's turn; dispose what is returned to let the next one in.</summary>
    internal async Task<IDisposable> AcquireAsync(Digest digest, CancellationToken cancellation)
    {
        var semaphore = _locks.GetOrAdd(digest, static _ => new SemaphoreSlim(1));
        await semaphore.WaitAsync(cancellation).ConfigureAwait(false);
        return new Holder(semaphore);
    }

    private sealed class Holder(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}

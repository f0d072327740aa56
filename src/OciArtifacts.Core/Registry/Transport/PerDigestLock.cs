using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>Lets one caller at a time work on a digest. The second caller finds the result of the first one.</summary>
internal sealed class PerDigestLock : IDisposable
{
    private readonly ConcurrentDictionary<Digest, SemaphoreSlim> _locks = new();

    public void Dispose()
    {
        foreach (var semaphore in _locks.Values) semaphore.Dispose();
    }

    /// <summary>Waits until no other caller holds the digest. Dispose the result to release it.</summary>
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

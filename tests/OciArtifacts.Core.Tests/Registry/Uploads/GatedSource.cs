using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>A source that delivers content only after the test opens it. It counts the waiting readers.</summary>
internal sealed class GatedSource(IContentSource inner) : IContentSource
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _readers;

    /// <summary>The number of readers so far.</summary>
    internal int Readers => Volatile.Read(ref _readers);

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => inner.ExistsAsync(content, cancellation);

    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) =>
        new Gated(await inner.OpenAsync(content, cancellation), this);

    internal void Open() => _gate.TrySetResult();

    internal void Fail(Exception failure) => _gate.TrySetException(failure);

    private async Task PassAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _readers);
        await _gate.Task.WaitAsync(cancellation);
    }

    private sealed class Gated(Stream stream, GatedSource source) : ReadOnlyStream
    {
        private bool _isOpen;

        public override long Length => stream.Length;

        public override int Read(Span<byte> buffer) => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_isOpen) await source.PassAsync(cancellationToken);
            _isOpen = true;
            return await stream.ReadAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) stream.Dispose();
            base.Dispose(disposing);
        }
    }
}

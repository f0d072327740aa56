using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Registry;

/// <summary>Content that comes slowly, byte by byte.</summary>
internal sealed class SlowSource(int pieces, TimeSpan pause) : IContentSource
{
    internal Descriptor Content { get; } = Descriptor.Of("text/plain", new byte[pieces]);

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(true);

    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult<Stream>(new Slow(pieces, pause));

    private sealed class Slow(int left, TimeSpan pause) : MemoryStream(new byte[left])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(pause, cancellationToken);
            return await base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
        }
    }
}

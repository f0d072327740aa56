using System.Text;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Loads what a first publish needs, while another core builds: the catalogue with its JSON, what speaks HTTP, and zstd. In a cold process each takes tens of milliseconds the first
/// time. Nobody is asked for anything, and nothing depends on it.
/// </summary>
internal static class WarmUp
{
    internal static Task Begin(bool isPushed, string compression) => Task.Run(async () =>
    {
        try
        {
            _ = ArtifactTypeCatalog.BuiltIn.Definitions.Count;
            if (isPushed) await AskNobodyAsync().ConfigureAwait(false);
            if (compression.Equals("zstd", StringComparison.OrdinalIgnoreCase)) ArtifactPacker.Prepare(LayerCompression.Zstd);
        }
#pragma warning disable CA1031 // Whoever needs it meets the same again, and has words for it.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    });

    private static async Task AskNobodyAsync()
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectCallback = static (_, _) => ValueTask.FromResult<Stream>(new Nobody()) };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Head, "http://localhost/");
        using var response = await invoker.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>A connection that leads nowhere: whatever is sent, there is nothing.</summary>
    private sealed class Nobody : Stream
    {
        private readonly MemoryStream _answer = new(Encoding.ASCII.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _asked.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return _answer.Read(buffer.Span);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
            // It goes nowhere.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Build.Utilities;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Build.Types;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Loads what a publish with something to pack needs, while another core builds: the catalogue with its JSON, what makes a plan, checks and writes down an artifact, what speaks HTTP, and
/// zstd. In a cold process each takes tens of milliseconds the first time. Nobody is asked for anything, nothing is written, and nothing depends on it.
/// </summary>
internal static class WarmUp
{
    internal static Task Begin(bool isPushed, string compression) => Task.Run(async () =>
    {
        try
        {
            await RehearseAsync().ConfigureAwait(false);
            if (isPushed) await AskNobodyAsync().ConfigureAwait(false);
            if (compression.Equals("zstd", StringComparison.OrdinalIgnoreCase)) ArtifactPacker.Prepare(LayerCompression.Zstd);
        }
#pragma warning disable CA1031 // Whoever needs it meets the same again, and has words for it.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    });

    // An artifact of two files that nobody reads goes the way of every artifact, as far as that leads without a file.
    internal static async Task RehearseAsync()
    {
        var catalog = ArtifactTypeCatalog.BuiltIn;
        var recipe = new TypeRecipe(catalog.Find(DotnetAppType.ArtifactType)!, new ProjectValues("rehearsal", "1.0.0").ToJson());
        var destination = ArtifactDestination.Parse("localhost", "", "rehearsal", VersionTags.For("1.0.0", Core.Model.TagCascade.None));
        var item = new TaskItem("one.dll");
        item.SetMetadata(ItemMetadata.DestinationSubDirectory, "");
        item.SetMetadata(ItemMetadata.NuGetPackageId, "one");
        var layers = ExpectedLayers.Of([item], [], new PlanDefaults(LayerCompression.Gzip, CompressionLevel.Optimal, IsCompressionChosen: false)).ToList();
        var app = new DotnetAppConfig("net10.0", null, SelfContained: false, "one.dll", [new DotnetAppLayer("app", null, null)]);
        var plan = new ArtifactPlan(DotnetAppType.ArtifactType, layers)
        {
            Config = PlannedConfig.Of(recipe.Definition.Config!.MediaTypes[0], JsonSerializer.SerializeToUtf8Bytes(app, BuildJson.Compact.DotnetAppConfig)),
            Annotations = recipe.Annotations,
        };
        var draft = ArtifactPacker.Draft(plan);
        await new ArtifactGate(catalog, destination) { Recipe = recipe, TrustsConfig = true }.RehearseAsync(draft, CancellationToken.None).ConfigureAwait(false);
        ReportStore.ToJson(ReportStore.ReportOf(draft, destination, platform: null));
        ArtifactPacker.Prepare(LayerCompression.Gzip);
    }

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

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Examples.Tests;

/// <summary>What each example has: an empty folder, and a registry in this process in the place of a real one.</summary>
public abstract class LibraryExample : IAsyncDisposable
{
    private protected const string ToolType = "application/vnd.contoso.tool.v1";

    private protected static readonly RegistryOptions Push = new() { Access = RegistryAccess.Push };

    private TestRegistry? _registry;

    public TestContext TestContext { get; set; } = null!;

    private protected WorkFolder Work { get; } = new("example");

    private protected TestRegistry Server => _registry!;

    /// <summary>The registry, <c>host[:port]</c>.</summary>
    private protected string Registry => Server.Host;

    private protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartRegistryAsync() => _registry = await TestRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null) await _registry.DisposeAsync();
        Work.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A plan of an artifact with one file.</summary>
    private protected ManifestPlan ToolPlan(string name) => new(
        ToolType, [new PlannedLayer("tool", "application/octet-stream", LayerFormat.Raw, [new PlannedFile(Work.Write(name, name), name)])]);

    /// <summary>Packs an artifact and pushes it with its referrers.</summary>
    private protected async Task<PackedArtifact> PushAsync(ArtifactPlan plan, RegistryRepository to, params IReadOnlyList<string> tags)
    {
        var artifact = await new ArtifactPacker(Work["obj"]).PackAsync(plan, Cancellation);
        using var copy = new ContentCopy(artifact, to, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, tags, artifact.CopiedReferrers, Cancellation);
        return artifact;
    }
}

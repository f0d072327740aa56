using Microsoft.Build.Framework;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Build.Types;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Sends layers while others are packed. None goes before everything has been checked that does not depend on what is packed, and each is checked itself: what will be
/// refused is not sent.
/// </summary>
/// <param name="gate">What checks.</param>
/// <param name="plan">What is being packed.</param>
/// <param name="workFolder">Where it is packed.</param>
internal sealed class AheadPush(ArtifactGate gate, ArtifactPlan plan, string workFolder) : IDisposable
{
    private readonly PackedContent _content = new(workFolder);
    private PushSession? _session;

    internal void Begin(IBuildEngine engine, ArtifactDestination destination, (RegistryOptions Registry, ContentCopyOptions Copy) settings) =>
        _session = PushSession.BeginAhead(engine, workFolder, _content, destination, settings, stop => gate.AllowsAsync(ArtifactPacker.Draft(plan), stop));

    /// <summary>Sends a layer that is packed.</summary>
    internal void Send(PackedLayer layer)
    {
        if (_session is null) return;
        _content.Add(layer);

        // In the thread that packed it, which is one of its own.
        if (gate.AllowsAsync(plan.ArtifactType, layer.Content, _content, CancellationToken.None).GetAwaiter().GetResult()) _session.Send(layer.Content);
    }

    /// <summary>Leaves it to the push that follows.</summary>
    internal void HandOver(IBuildEngine engine)
    {
        _session?.HandOver(engine, workFolder);
        _session = null;
    }

    /// <summary>Ends it, unless it was handed over.</summary>
    public void Dispose() => _session?.Dispose();
}

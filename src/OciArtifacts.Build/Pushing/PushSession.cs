using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// One push. Packing may begin it: then layers go to the registry while others are packed, and the push that follows takes it over. Manifests and tags are always
/// its own.
/// </summary>
internal sealed class PushSession : IDisposable
{
    private readonly SharedRegistries _registries;
    private readonly RegistryClient _client;
    private readonly RegistryRepository _repository;
    private readonly AnsweredStore _store;
    private readonly ContentCopy _copy;
    private readonly LateLog _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _sending = new();
    private readonly Queue<Descriptor> _waiting = new();
    private Task _look = Task.CompletedTask;
    private bool? _isAhead;

    /// <summary>Prepares a push; nobody is asked for anything.</summary>
    /// <param name="engine">What keeps the connections.</param>
    /// <param name="content">What is pushed.</param>
    /// <param name="to">The registry and the repository.</param>
    /// <param name="settings">How it is pushed.</param>
    /// <param name="mayChange">Whether anything may be sent.</param>
    internal PushSession(
        IBuildEngine engine, PackedContent content, (string Registry, string Repository) to, (RegistryOptions Registry, ContentCopyOptions Copy) settings, bool mayChange)
    {
        _registries = SharedRegistries.Of(engine);
        _client = _registries.Pool.Client(to.Registry, settings.Registry with { Report = seen => _log.Tell(log => log.Note(seen)) });
        _repository = _client.Repository(to.Repository);
        _store = new AnsweredStore(mayChange ? _repository : new UntouchedStore(_repository), _repository);
        _copy = new ContentCopy(
            content, _store, settings.Copy with { Report = done => _log.Tell(log => log.Note(done)), Progress = under => _log.Tell(log => log.Note(under)) });
    }

    /// <summary>How many requests were sent.</summary>
    internal long Requests => _client.Requests;

    /// <summary>
    /// Begins a push of what is packed now. Layers go ahead if that is allowed and the first tag names nothing yet: where it names something, most of them are there, and what
    /// that is may be the same again.
    /// </summary>
    /// <returns><see langword="null"/> where the last push asks for these tags already, or nobody could take over.</returns>
    internal static PushSession? BeginAhead(
        IBuildEngine engine,
        string workFolder,
        PackedContent content,
        ArtifactDestination destination,
        (RegistryOptions Registry, ContentCopyOptions Copy) settings,
        Func<CancellationToken, Task<bool>> isAllowed)
    {
        if (destination is not { Registry: { } registry, Tags: [var tag, ..] } || engine is not IBuildEngine4 || SharedRegistries.Kept(engine) is null) return null;
        if (new ReceiptFile(workFolder).ReadPushed()?.Report is { } last
            && last.Registry == registry && last.Repository == destination.Repository && last.Tags.Contains(tag, StringComparer.Ordinal)) return null;
        var session = new PushSession(engine, content, (registry, destination.Repository), settings, mayChange: true);
        session._look = Task.Run(() => session.LookAsync(tag, isAllowed));
        return session;
    }

    /// <summary>The push that was begun for a work folder, if there is one.</summary>
    internal static PushSession? Take(IBuildEngine engine, string workFolder) =>
        (engine as IBuildEngine4)?.UnregisterTaskObject(KeyOf(workFolder), RegisteredTaskObjectLifetime.Build) as PushSession;

    /// <summary>Leaves it to the push that follows; if none does, the engine ends it with the build.</summary>
    internal void HandOver(IBuildEngine engine, string workFolder)
    {
        // The engine keeps the first of a key. One that was left here and never taken is of no use to anybody.
        Take(engine, workFolder)?.Dispose();
        ((IBuildEngine4)engine).RegisterTaskObject(KeyOf(workFolder), this, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
    }

    /// <summary>Sends a layer as soon as it is known that layers go ahead.</summary>
    internal void Send(Descriptor layer)
    {
        lock (_sending)
        {
            if (_isAhead is null) _waiting.Enqueue(layer);
            else if (_isAhead == true) _copy.Begin(layer);
        }
    }

    /// <summary>Sends all that is not there yet, and gives the tags.</summary>
    /// <returns>The tags that name it now.</returns>
    /// <exception cref="OciException">The registry refuses it, or content is missing or wrong.</exception>
    internal async Task<IReadOnlyList<string>> RunAsync(PackReceipt packed, PushLog log, IReadOnlyDictionary<string, Descriptor?> answers, CancellationToken cancellation)
    {
        _log.TellTo(log);
        await _look.WaitAsync(cancellation).ConfigureAwait(false);
        foreach (var (tag, named) in answers) _store.Know(tag, named);
        return await _copy.CopyAsync(packed.Root, packed.Report.Tags, packed.Attached, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult)_look).AsyncWaitHandle.WaitOne();
        _copy.Dispose();
        _client.Dispose();
        _registries.Dispose();
        _stop.Dispose();
    }

    private static string KeyOf(string workFolder) => $"{typeof(PushSession).AssemblyQualifiedName} {workFolder}";

    private async Task LookAsync(string tag, Func<CancellationToken, Task<bool>> isAllowed)
    {
        var isAhead = false;
        try
        {
            if (await isAllowed(_stop.Token).ConfigureAwait(false))
            {
                var named = await _repository.ResolveAsync(tag, _stop.Token).ConfigureAwait(false);
                _store.Know(tag, named);
                isAhead = named is null;
            }
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException)
        {
            // Who packs or pushes will meet it again, and has words for it.
        }

        lock (_sending)
        {
            _isAhead = isAhead;
            while (_waiting.TryDequeue(out var layer) && isAhead) _copy.Begin(layer);
        }
    }
}

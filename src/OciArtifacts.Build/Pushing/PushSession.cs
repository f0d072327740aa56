using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>One push: the connection, the copy, and what it tells. Nothing is sent before it runs, and it runs when all has been packed and checked (docs/decisions/0027).</summary>
internal sealed class PushSession : IDisposable
{
    private readonly SharedRegistries _registries;
    private readonly RegistryClient _client;
    private readonly AnsweredStore _store;
    private readonly ContentCopy _copy;

    /// <summary>Prepares a push; the registry is asked nothing yet.</summary>
    /// <param name="engine">What keeps the connections.</param>
    /// <param name="packed">What is pushed.</param>
    /// <param name="settings">How it is pushed.</param>
    /// <param name="log">What is told of it.</param>
    /// <param name="mayChange">Whether anything may be sent.</param>
    internal PushSession(
        IBuildEngine engine, (string Registry, string Repository, PackedContent Content) packed, (RegistryOptions Registry, ContentCopyOptions Copy) settings, PushLog log, bool mayChange)
    {
        _registries = SharedRegistries.Of(engine);
        _client = _registries.Pool.Client(packed.Registry, settings.Registry with { Report = log.Note });
        var repository = _client.Repository(packed.Repository);
        _store = new AnsweredStore(mayChange ? repository : new UntouchedStore(repository), repository);
        _copy = new ContentCopy(packed.Content, _store, settings.Copy with { Report = log.Note, Progress = log.Note });
    }

    /// <summary>How many requests were sent.</summary>
    internal long Requests => _client.Requests;

    /// <summary>Sends all that is not there yet, and gives the tags.</summary>
    /// <returns>The tags that name it now.</returns>
    /// <exception cref="OciException">The registry refuses it, or content is missing or wrong.</exception>
    internal Task<IReadOnlyList<string>> RunAsync(PackReceipt packed, IReadOnlyDictionary<string, Descriptor?> answers, CancellationToken cancellation)
    {
        foreach (var (tag, named) in answers) _store.Know(tag, named);
        return _copy.CopyAsync(packed.Root, packed.Report.Tags, packed.Attached, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _copy.Dispose();
        _client.Dispose();
        _registries.Dispose();
    }
}

using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Ahead;

/// <summary>
/// Resolves the tags of a destination in the background: the tags of the last push while the project is built, or the
/// tags of a first push while it is packed. Loading the HTTP code and the round trip take longer than the rest of a
/// push that has nothing to do. No other request is sent. The push asks again for each tag without an answer.
/// </summary>
internal sealed class EarlyTags
{
    private readonly Destination _destination;
    private readonly ConcurrentQueue<RegistryEvent> _events = new();
    private readonly Task<IReadOnlyDictionary<string, Descriptor?>> _answers;
    private RegistryClient? _client;
    private bool _hasFailed;

    private EarlyTags(Destination destination, RegistryPool pool, RegistryOptions options)
    {
        _destination = destination;
        _answers = Task.Run(() => AskAsync(pool, options));
    }

    /// <summary>Starts to resolve the tags of the last push, where it went to the same registry.</summary>
    internal static void StartForLastPush(IBuildEngine engine, string workFolder, string registry, RegistryOptions options)
    {
        if (new ReceiptFile(workFolder).ReadPushed() is not { } last || last.Wanted.Registry != registry) return;
        Start(engine, workFolder, last.Wanted with { Tags = last.Tags }, options);
    }

    /// <summary>Starts to resolve the tags of a destination, where that has not begun already.</summary>
    internal static void Start(IBuildEngine engine, string workFolder, Destination destination, RegistryOptions options)
    {
        // Where the engine keeps no objects, the push could not find the answers.
        if (destination.Tags.Count == 0 || SharedRegistries.Kept(engine) is not { } pool) return;
        if (KeptForBuild<EarlyTags>.Find(engine, workFolder)?.IsOf(destination) == true) return;
        KeptForBuild<EarlyTags>.Replace(engine, new EarlyTags(destination, pool, options with { Retries = 0 }), workFolder);
    }

    /// <summary>Whether the tags belong to the repository of the destination.</summary>
    internal bool IsOf(Destination destination) =>
        destination.Registry == _destination.Registry && destination.Repository == _destination.Repository;

    /// <summary>
    /// Waits for the answers. Where a request failed, the answers lack that tag and the tags after it.
    /// </summary>
    internal async Task<TagAnswers> AnswersAsync(CancellationToken cancellation)
    {
        var tags = await _answers.WaitAsync(cancellation).ConfigureAwait(false);
        return new TagAnswers(tags, _events, _client?.Requests ?? 0);
    }

    /// <summary>Waits for the answers. <see langword="true"/> where a request failed.</summary>
    internal async Task<bool> HasFailedAsync()
    {
        await _answers.ConfigureAwait(false);
        return _hasFailed;
    }

    private async Task<IReadOnlyDictionary<string, Descriptor?>> AskAsync(RegistryPool pool, RegistryOptions options)
    {
        var answers = new Dictionary<string, Descriptor?>(StringComparer.Ordinal);
        try
        {
            _client = pool.Client(_destination.Registry!, options with { Report = _events.Enqueue });
            var repository = _client.Repository(_destination.Repository);
            foreach (var tag in _destination.Tags)
            {
                answers[tag] = await repository.ResolveAsync(tag, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException or ObjectDisposedException)
        {
            // The push asks again and reports the error. Where the access is checked early, that check reports it
            // first.
            _hasFailed = problem is OciException;
        }

        return answers;
    }
}

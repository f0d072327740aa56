using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Asks the registry what the tags of the last push name, in the background, while the project is built; before a first push, while it is packed. Loading what speaks HTTP and the round trip take
/// longer than all the rest of a push that has nothing to do. Nothing is sent but these questions. The push begins with these answers; what could not be asked, it asks itself.
/// </summary>
internal sealed class EarlyLook
{
    private readonly Destination _asked;
    private readonly ConcurrentQueue<RegistryEvent> _events = new();
    private readonly Task<IReadOnlyDictionary<string, Descriptor?>> _answers;
    private RegistryClient? _client;
    private OciException? _failure;

    private EarlyLook(Destination asked, RegistryPool pool, RegistryOptions options)
    {
        _asked = asked;
        _answers = Task.Run(() => LookAsync(pool, options));
    }

    /// <summary>What the registry told meanwhile, such as which credentials were used: it is told once a build, and the push tells it.</summary>
    internal IReadOnlyCollection<RegistryEvent> Events => _events;

    /// <summary>How many requests were sent.</summary>
    internal long Requests => _client?.Requests ?? 0;

    /// <summary>Begins to look, if the last push went to that registry.</summary>
    internal static void Begin(IBuildEngine engine, string workFolder, string registry, RegistryOptions options)
    {
        if (new ReceiptFile(workFolder).ReadPushed() is not { } last || last.Wanted.Registry != registry) return;
        Begin(engine, workFolder, last.Wanted with { Tags = last.Tags }, options);
    }

    /// <summary>Begins to look at a destination that is known, if nothing looks there yet.</summary>
    internal static void Begin(IBuildEngine engine, string workFolder, Destination destination, RegistryOptions options)
    {
        // Its connections are the build's: without those, nobody could take over what this one begins.
        if (engine is not IBuildEngine4 keeper || SharedRegistries.Kept(engine) is not { } pool || Peek(engine, workFolder)?.IsOf(destination) == true) return;
        Take(engine, workFolder);
        keeper.RegisterTaskObject(KeyOf(workFolder), new EarlyLook(destination, pool, options with { Retries = 0 }), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
    }

    /// <summary>The look that was begun for a work folder, which goes on.</summary>
    internal static EarlyLook? Peek(IBuildEngine engine, string workFolder) =>
        (engine as IBuildEngine4)?.GetRegisteredTaskObject(KeyOf(workFolder), RegisteredTaskObjectLifetime.Build) as EarlyLook;

    /// <summary>Whether it asks that repository.</summary>
    internal bool IsOf(Destination destination) =>
        destination.Registry == _asked.Registry && destination.Repository == _asked.Repository;

    /// <summary>What went wrong, or <see langword="null"/> where the registry answered.</summary>
    internal async Task<OciException?> FailureAsync(CancellationToken cancellation)
    {
        await _answers.WaitAsync(cancellation).ConfigureAwait(false);
        return _failure;
    }

    /// <summary>The look that was begun for a work folder, which is then over.</summary>
    internal static EarlyLook? Take(IBuildEngine engine, string workFolder) =>
        (engine as IBuildEngine4)?.UnregisterTaskObject(KeyOf(workFolder), RegisteredTaskObjectLifetime.Build) as EarlyLook;

    /// <summary>What tags named a moment ago, <see langword="null"/> for nothing; none where the artifact goes somewhere else now.</summary>
    internal async Task<IReadOnlyDictionary<string, Descriptor?>> AnswersAsync(Destination destination, CancellationToken cancellation)
    {
        if (!IsOf(destination)) return Nothing();
        return await _answers.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static Dictionary<string, Descriptor?> Nothing() => new(StringComparer.Ordinal);

    private static string KeyOf(string workFolder) => $"{typeof(EarlyLook).AssemblyQualifiedName} {workFolder}";

    private async Task<IReadOnlyDictionary<string, Descriptor?>> LookAsync(RegistryPool pool, RegistryOptions options)
    {
        var answers = Nothing();
        try
        {
            _client = pool.Client(_asked.Registry!, options with { Report = _events.Enqueue });
            var repository = _client.Repository(_asked.Repository);
            foreach (var tag in _asked.Tags) answers[tag] = await repository.ResolveAsync(tag, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException or ObjectDisposedException)
        {
            // The push asks again and reports it; a check of the access reports it earlier.
            _failure = problem as OciException;
        }

        return answers;
    }
}

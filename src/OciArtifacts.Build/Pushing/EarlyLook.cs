using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Asks the registry what the tags of the last push name, in the background, while the project is built: loading what speaks HTTP and the round trip take
/// longer than all the rest of a push that has nothing to do. The push begins with these answers; what could not be asked, it asks itself.
/// </summary>
internal sealed class EarlyLook
{
    private readonly PushReceipt _last;
    private readonly Task<IReadOnlyDictionary<string, Descriptor?>> _answers;
    private RegistryClient? _client;
    private OciException? _failure;

    private EarlyLook(PushReceipt last, RegistryPool pool, RegistryOptions options)
    {
        _last = last;
        _answers = Task.Run(() => LookAsync(pool, options));
    }

    /// <summary>How many requests were sent.</summary>
    internal long Requests => _client?.Requests ?? 0;

    /// <summary>Begins to look, if the last push went to that registry.</summary>
    internal static void Begin(IBuildEngine engine, string workFolder, string registry, RegistryOptions options)
    {
        if (engine is not IBuildEngine4 keeper || new ReceiptFile(workFolder).ReadPushed() is not { } last || last.Report.Registry != registry) return;

        // Its connections are the build's: without those, nobody could take over what this one begins.
        if (SharedRegistries.Kept(engine) is not { } pool) return;
        keeper.RegisterTaskObject(KeyOf(workFolder), new EarlyLook(last, pool, options with { Retries = 0 }), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
    }

    /// <summary>The look that was begun for a work folder, which goes on.</summary>
    internal static EarlyLook? Peek(IBuildEngine engine, string workFolder) =>
        (engine as IBuildEngine4)?.GetRegisteredTaskObject(KeyOf(workFolder), RegisteredTaskObjectLifetime.Build) as EarlyLook;

    /// <summary>Whether it asks that repository.</summary>
    internal bool IsOf(ArtifactDestination destination) =>
        destination.Registry == _last.Report.Registry && destination.Repository == _last.Report.Repository;

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
    internal async Task<IReadOnlyDictionary<string, Descriptor?>> AnswersAsync(ArtifactReport artifact, CancellationToken cancellation)
    {
        if (artifact.Registry != _last.Report.Registry || artifact.Repository != _last.Report.Repository) return Nothing();
        return await _answers.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static Dictionary<string, Descriptor?> Nothing() => new(StringComparer.Ordinal);

    private static string KeyOf(string workFolder) => $"{typeof(EarlyLook).AssemblyQualifiedName} {workFolder}";

    private async Task<IReadOnlyDictionary<string, Descriptor?>> LookAsync(RegistryPool pool, RegistryOptions options)
    {
        var answers = Nothing();
        try
        {
            _client = pool.Client(_last.Report.Registry!, options);
            var repository = _client.Repository(_last.Report.Repository);
            foreach (var tag in _last.Report.Tags) answers[tag] = await repository.ResolveAsync(tag, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException or ObjectDisposedException)
        {
            // The push asks again and reports it; a check of the access reports it earlier.
            _failure = problem as OciException;
        }

        return answers;
    }
}

using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Asks the registry what the tags of the last push name, in the background, while the project is built: loading what speaks HTTP and the round trip take
/// longer than all the rest of a push that has nothing to do. An answer says only that there is nothing to do; any other, and any failure, is forgotten, and
/// the push asks itself.
/// </summary>
internal sealed class EarlyLook
{
    private readonly PushReceipt _last;
    private readonly Task<bool> _isThere;
    private RegistryClient? _client;

    private EarlyLook(PushReceipt last, RegistryPool pool, RegistryOptions options)
    {
        _last = last;
        _isThere = Task.Run(() => LookAsync(pool, options));
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

    /// <summary>The look that was begun for a work folder, which is then over.</summary>
    internal static EarlyLook? Take(IBuildEngine engine, string workFolder) =>
        (engine as IBuildEngine4)?.UnregisterTaskObject(KeyOf(workFolder), RegisteredTaskObjectLifetime.Build) as EarlyLook;

    /// <summary>Whether all tags named the artifact, which is to be pushed again, a moment ago.</summary>
    internal async Task<bool> HasAllAsync(PackReceipt packed, CancellationToken cancellation) =>
        _last.IsOf(packed) && await _isThere.WaitAsync(cancellation).ConfigureAwait(false);

    private static string KeyOf(string workFolder) => $"{typeof(EarlyLook).AssemblyQualifiedName} {workFolder}";

    private async Task<bool> LookAsync(RegistryPool pool, RegistryOptions options)
    {
        try
        {
            _client = pool.Client(_last.Report.Registry!, options);
            var repository = _client.Repository(_last.Report.Repository);
            var root = Digest.Parse(_last.Report.Digest);
            foreach (var tag in _last.Report.Tags)
            {
                if ((await repository.ResolveAsync(tag, CancellationToken.None).ConfigureAwait(false))?.Digest != root) return false;
            }

            return true;
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }
}

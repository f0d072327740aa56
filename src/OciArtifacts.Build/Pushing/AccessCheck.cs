using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Engine;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Checks in the background, at the start of a build, whether the push at its end can succeed: the registry can be
/// reached, it accepts the credentials, and they permit a push to the repository. Where the registry is asked early for
/// the tags of the last push, its answer to that question is enough.
/// </summary>
/// <param name="destination">The destination of the push.</param>
/// <param name="options">The options of the registry connection.</param>
internal sealed class AccessCheck(Destination destination, RegistryOptions options)
{
    // The build waits for the answer, so the check gives up early. A longer fault may be over when the push begins, and
    // the push retries longer.
    private const int Retries = 2;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    private Task<OciException?>? _outcome;

    /// <summary>The type of the artifact, a media type. It is read only with a policy.</summary>
    internal required string ArtifactType { get; init; }

    /// <summary>The policy file, an absolute path, or empty.</summary>
    internal string Policy { get; init; } = "";

    /// <summary>Starts the check. The engine keeps it for the task that waits for the answer.</summary>
    /// <param name="engine">The engine, which keeps the check.</param>
    /// <param name="workFolder">The folder with the packed artifact of the project, an absolute path.</param>
    /// <param name="early">The early work of the project.</param>
    /// <returns>
    /// Whether the check was started. Without an engine that keeps objects, no later task could find the answer.
    /// </returns>
    internal bool Start(IBuildEngine engine, string workFolder, IEarlyWork early)
    {
        if (SharedRegistries.Kept(engine) is not { } pool) return false;
        var areTagsAnswered = early.AreTagsAnsweredAsync(destination);
        _outcome = Task.Run(() => RunAsync(pool, areTagsAnswered));
        return KeptForBuild<AccessCheck>.Replace(engine, this, workFolder);
    }

    /// <summary>Waits for the answer.</summary>
    /// <returns>
    /// <see langword="null"/> where the push can succeed; otherwise the reason why that is not known.
    /// </returns>
    /// <exception cref="OciException">The push cannot succeed.</exception>
    internal async Task<string?> WaitAsync(CancellationToken cancellation)
    {
        if (await _outcome!.WaitAsync(cancellation).ConfigureAwait(false) is not { } failure) return null;

        // An overloaded registry may have recovered by the time of the push. If not, the push reports the error.
        if (failure.Code is OciErrorCode.RegistryFailed or OciErrorCode.TooManyRequests) return failure.Message;
        throw new OciException(
            failure.Code,
            $"{failure.Message} The push at the end of this build cannot succeed, so nothing was built (OciArtifactCheckAccess=true).",
            failure)
        {
            Remedy = failure.Remedy,
        };
    }

    private async Task<OciException?> RunAsync(RegistryPool pool, Task<bool> areTagsAnswered)
    {
        try
        {
            if (await IsAnsweredSoonAsync(areTagsAnswered).ConfigureAwait(false)) return null;
            if (Policy.Length > 0 && !await MayAskAsync().ConfigureAwait(false)) return null;
            var patient = options with { Retries = Retries, AnswerTimeout = LongestAnswer, RetryTime = LongestAnswer };
            using var client = pool.Client(destination.Registry!, patient);
            await client.Repository(destination.Repository).CheckPushAsync(CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (OciException failure)
        {
            return failure;
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException)
        {
            // The build is over.
            return null;
        }
    }

    // The early question has no retries. Where it failed or takes long, the check asks the registry itself, with
    // retries.
    private static async Task<bool> IsAnsweredSoonAsync(Task<bool> areTagsAnswered)
    {
        try
        {
            return await areTagsAnswered.WaitAsync(LongestAnswer).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // The policy has to permit the push before the registry gets a request. A policy that limits layers decides only
    // after the packing, so with such a policy the check sends nothing.
    private async Task<bool> MayAskAsync()
    {
        var policy = await RegistryPolicy.ReadAsync(Policy, CancellationToken.None).ConfigureAwait(false);
        if (policy.Check(ArtifactType, destination.Registry!, destination.Repository) is { } denied)
        {
            throw new OciException(denied.Code, denied.Message) { Remedy = denied.Remedy };
        }

        return policy.IsDecidedByType(destination.Registry!, destination.Repository);
    }
}

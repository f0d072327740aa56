using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Engine;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Finds out, in the background and while the build begins, whether the push at its end can succeed: the registry is there, the credentials are
/// accepted, and they permit to push to the repository. Where the registry is asked early for the tags of the last push, that question is the check.
/// </summary>
/// <param name="destination">Where the push will go.</param>
/// <param name="options">How the registry is spoken to.</param>
internal sealed class AccessCheck(Destination destination, RegistryOptions options)
{
    // The build waits for the answer. A fault that lasts longer than this may be over when the push begins, and that waits for longer.
    private const int Retries = 2;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    private Task<OciException?>? _outcome;

    /// <summary>The type of the artifact, a media type or an alias.</summary>
    internal required string ArtifactType { get; init; }

    /// <summary>The policy file, an absolute path, or empty.</summary>
    internal string Policy { get; init; } = "";

    /// <summary>Starts the check, and leaves it to the target that waits for it.</summary>
    /// <param name="engine">The engine, which keeps the check.</param>
    /// <param name="workFolder">The folder with the packed artifact of the project, an absolute path.</param>
    /// <param name="early">The early work of the project.</param>
    /// <returns>Whether there is an answer to wait for: an engine that keeps no objects cannot hand it over.</returns>
    internal bool Start(IBuildEngine engine, string workFolder, IEarlyWork early)
    {
        if (SharedRegistries.Kept(engine) is not { } pool) return false;
        var areTagsAnswered = early.AreTagsAnsweredAsync(destination);
        _outcome = Task.Run(() => RunAsync(pool, areTagsAnswered));
        return KeptForBuild<AccessCheck>.Replace(engine, this, workFolder);
    }

    /// <summary>Waits for the answer.</summary>
    /// <returns>Why it is not known whether the push can succeed, or <see langword="null"/> where it can.</returns>
    /// <exception cref="OciException">The push cannot succeed.</exception>
    internal async Task<string?> WaitAsync(CancellationToken cancellation)
    {
        if (await _outcome!.WaitAsync(cancellation).ConfigureAwait(false) is not { } failure) return null;

        // An overloaded registry has recovered by the time of the push, or the push says that it has not.
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

    // The early question has no retry. Where it fails or takes long, the check asks the registry itself, with more patience.
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

    // No registry is asked before the policy is obeyed. One that limits layers cannot be answered before there are layers.
    private async Task<bool> MayAskAsync()
    {
        var policy = await RegistryPolicy.ReadAsync(Policy, CancellationToken.None).ConfigureAwait(false);
        var type = ArtifactTypeCatalog.BuiltIn.Find(ArtifactType)?.MediaType ?? ArtifactType;
        if (policy.Check(type, destination.Registry!, destination.Repository) is { } denied)
        {
            throw new OciException(denied.Code, denied.Message) { Remedy = denied.Remedy };
        }

        return policy.IsDecidedByType(destination.Registry!, destination.Repository);
    }
}

using System.Collections.Concurrent;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Something that is tried again and again, without a registry and without a wait.</summary>
internal sealed class RetryRun(LeapingTime? clock = null)
{
    internal const string What = "GET https://registry.example/v2/: 503 Service Unavailable.", Advice = "Ask its operator.";

    internal LeapingTime Time { get; } = clock ?? new LeapingTime();

    internal ConcurrentQueue<RegistryEvent> Events { get; } = new();

    internal int Tries { get; private set; }

    internal RegistryOptions Options { get; init; } = new();

    /// <summary>How far the try of that number gets.</summary>
    internal Func<int, long> Progress { get; init; } = static _ => 0;

    internal static TransientFailure Transient(TimeSpan? retryAfter = null) =>
        new(OciErrorCode.RegistryFailed, What, Advice, new IOException("inner")) { RetryAfter = retryAfter };

    /// <summary>Runs with what the try of that number fails with, if it does; gives the number of the one that does not.</summary>
    internal Task<int> RunAsync(Func<int, Exception?> failure, CancellationToken cancellation = default) => new RetryPolicy(Options with { Time = Time, Report = Events.Enqueue }).RunAsync(
        _ => failure(++Tries) is { } thrown ? Task.FromException<int>(thrown) : Task.FromResult(Tries), () => Progress(Tries), cancellation);

    /// <summary>Runs until it is given up, which it has to be.</summary>
    internal Task<OciException> GiveUpAsync(Func<int, Exception?> failure) =>
        Failure.WithAsync(OciErrorCode.RegistryFailed, () => RunAsync(failure));
}

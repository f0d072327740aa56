using System.Collections.Concurrent;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Repeats an attempt without a registry and without waiting.</summary>
internal sealed class RetryRun(LeapingTime? clock = null)
{
    internal const string What = "GET https://registry.example/v2/: 503 Service Unavailable.", Advice = "Ask its operator.";

    internal LeapingTime Time { get; } = clock ?? new LeapingTime();

    internal ConcurrentQueue<RegistryEvent> Events { get; } = new();

    internal int Tries { get; private set; }

    internal RegistryOptions Options { get; init; } = new();

    /// <summary>The progress of the attempt with that number.</summary>
    internal Func<int, long> Progress { get; init; } = static _ => 0;

    internal static TransientFailure Transient(TimeSpan? retryAfter = null) =>
        new(OciErrorCode.RegistryFailed, What, Advice, new IOException("inner")) { RetryAfter = retryAfter };

    /// <summary>
    /// Runs attempts that fail with what the function returns for their number. Returns the number of the attempt that
    /// succeeds.
    /// </summary>
    internal Task<int> RunAsync(Func<int, Exception?> failure, CancellationToken cancellation = default) =>
        new RetryPolicy(Options with { Time = Time, Report = Events.Enqueue }).RunAsync(
        _ => failure(++Tries) is { } thrown ? Task.FromException<int>(thrown) : Task.FromResult(Tries),
        () => Progress(Tries),
        cancellation);

    /// <summary>Runs until the policy gives up, and returns the failure.</summary>
    internal Task<OciException> GiveUpAsync(Func<int, Exception?> failure) =>
        Failure.WithAsync(OciErrorCode.RegistryFailed, () => RunAsync(failure));
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Repeats an attempt after transient failures. The pauses grow, have jitter, and are as long as the registry asks. The
/// number and the time of retries are limited.
/// </summary>
internal sealed class RetryPolicy(RegistryOptions options)
{
    // For a host that has never answered.
    private const int RetriesOfUnreachedHost = 2;

    // An overloaded server gets this many times more retries.
    private const int OverloadFactor = 2;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private static readonly Func<long> None = static () => 0;

    /// <summary>Repeats the attempt until it succeeds, its failure is permanent, or the limit is reached.</summary>
    /// <exception cref="OciException">The last failure of the attempt.</exception>
    internal Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation) =>
        RunAsync(attempt, None, cancellation);

    /// <summary>
    /// Repeats the attempt until it succeeds, its failure is permanent, or the limit is reached. The limit counts from
    /// the last attempt with progress, so a slow transfer that moves is never given up.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="progress">Returns the progress in bytes.</param>
    /// <param name="cancellation">Stops the attempts and the pauses.</param>
    /// <exception cref="OciException">The last failure of the attempt.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, Func<long> progress, CancellationToken cancellation)
    {
        try
        {
            return await attempt(cancellation).ConfigureAwait(false);
        }
        catch (TransientFailure failure)
        {
            return await AgainAsync(attempt, new Budget(options, progress, failure), cancellation).ConfigureAwait(false);
        }
    }

    // Polly is loaded only after the first failure (docs/decisions/0008).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<T> AgainAsync<T>(Func<CancellationToken, Task<T>> attempt, Budget budget, CancellationToken cancellation)
    {
        var isFirst = true;
        try
        {
            return await Pipeline(budget).ExecuteAsync(
                async token =>
                {
                    if (!isFirst) return await attempt(token).ConfigureAwait(false);
                    isFirst = false;
                    throw budget.First;
                },
                cancellation).ConfigureAwait(false);
        }
        catch (TransientFailure failure)
        {
            cancellation.ThrowIfCancellationRequested();
            throw failure.ToFinalException(budget.Failures, budget.OthersThan(failure), options.Time);
        }
    }

    private ResiliencePipeline Pipeline(Budget budget) => new ResiliencePipelineBuilder { TimeProvider = options.Time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = failed => ValueTask.FromResult(failed.Outcome.Exception is TransientFailure failure && budget.Allows(failure)),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = LongestPause,
            DelayGenerator = static failed => ValueTask.FromResult((failed.Outcome.Exception as TransientFailure)?.RetryAfter),
            OnRetry = retrying =>
            {
                var failure = (TransientFailure)retrying.Outcome.Exception!;
                if (!budget.HasTimeFor(retrying.RetryDelay)) throw failure;
                var seconds = retrying.RetryDelay.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
                options.Report(new RegistryEvent(RegistryEventKind.Retry, $"{failure.What} It is tried again in {seconds} s."));
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>Counts the retries and their time.</summary>
    private sealed class Budget(RegistryOptions options, Func<long> progress, TransientFailure first)
    {
        private long _start = options.Time.GetTimestamp();
        private long _furthest = progress();
        private readonly List<TransientFailure> _failures = [];
        private int _overloads, _others;

        internal TransientFailure First { get; } = first;

        internal int Failures => _failures.Count;

        internal IReadOnlyList<TransientFailure> OthersThan(TransientFailure last) =>
            [.. _failures.Where(failure => failure.What != last.What)];

        internal bool Allows(TransientFailure failure)
        {
            _failures.Add(failure);
            if (progress() is var now && now > _furthest)
            {
                (_furthest, _start, _overloads, _others) = (now, options.Time.GetTimestamp(), 0, 0);
            }

            // Each kind has its own counter, so that one kind does not use up the retries of the other.
            if (failure.IsOverload) return _overloads++ < options.Retries * OverloadFactor;
            return _others++ < (failure.IsFromUnreachedHost ? Math.Min(RetriesOfUnreachedHost, options.Retries) : options.Retries);
        }

        // Does not start a pause that would end after the limit.
        internal bool HasTimeFor(TimeSpan pause) => options.Time.GetElapsedTime(_start) + pause <= options.RetryTime;
    }
}

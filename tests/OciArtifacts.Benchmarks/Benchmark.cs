namespace OciArtifacts.Benchmarks;

/// <summary>One comparison, or several of the same projects.</summary>
internal abstract class Benchmark
{
    /// <summary>What <c>--only</c> calls it.</summary>
    internal abstract string Name { get; }

    internal abstract Task<IReadOnlyList<Row>> RunAsync(Bench bench);
}

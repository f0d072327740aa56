namespace OciArtifacts.Benchmarks;

/// <summary>One comparison, or several of the same projects.</summary>
internal abstract class Benchmark
{
    /// <summary>What <c>--only</c> calls it.</summary>
    internal abstract string Name { get; }

    /// <summary>Whether it takes so long that it runs only where <c>--only</c> names it.</summary>
    internal virtual bool OnlyWhenNamed => false;

    internal abstract Task<IReadOnlyList<Row>> RunAsync(Bench bench);
}

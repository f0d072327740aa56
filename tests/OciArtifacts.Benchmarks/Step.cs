namespace OciArtifacts.Benchmarks;

/// <summary>Something that is measured in each round.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Run">What is measured.</param>
internal sealed record Step(string Name, Func<Task> Run)
{
    /// <summary>What has to be done before each time, and is not measured.</summary>
    internal Func<int, Task> Prepare { get; init; } = _ => Task.CompletedTask;
}

namespace OciArtifacts.Benchmarks;

/// <summary>The same step with something switched on and off, to be measured one directly after the other.</summary>
/// <param name="On">The step with it.</param>
/// <param name="Off">The step without it.</param>
internal sealed record StepPair(Step On, Step Off);

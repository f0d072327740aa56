namespace OciArtifacts.Build.Ahead;

/// <summary>No early work: each step does its work when it comes.</summary>
internal sealed class NoEarlyWork : IEarlyWork;

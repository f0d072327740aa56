namespace OciArtifacts.Build.Ahead;

/// <summary>No early work. Each step does its own work.</summary>
internal sealed class NoEarlyWork : IEarlyWork;

namespace OciArtifacts.Build.Reporting;

/// <summary>What was attached to the artifact.</summary>
internal sealed record ReferrerReport(string ArtifactType, string Digest);

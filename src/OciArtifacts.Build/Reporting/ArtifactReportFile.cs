namespace OciArtifacts.Build.Reporting;

/// <summary>The report file: what was made, where it went, and what that took. Its form is public (docs/report.md).</summary>
internal sealed record ArtifactReportFile(int Schema, IReadOnlyList<ArtifactReport> Artifacts);

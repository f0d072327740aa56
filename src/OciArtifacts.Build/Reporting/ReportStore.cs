using System.Text.Json;
using OciArtifacts.Core;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Reporting;

/// <summary>
/// The report: packing writes it, pushing completes it. There is always one in the work folder, which is the project's alone; the report file may be
/// anywhere, and another project's too.
/// </summary>
internal sealed class ReportStore(string workFolder, string reportFile)
{
    private readonly string _own = Path.Combine(workFolder, "result.json");

    internal void Write(ReadOnlyMemory<byte> report)
    {
        AtomicFile.WriteAllBytes(_own, report);
        if (reportFile != _own) AtomicFile.WriteAllBytes(reportFile, report);
    }

    /// <summary>The report as it is written.</summary>
    internal static byte[] ToJson(ArtifactReport report) => JsonSerializer.SerializeToUtf8Bytes(new ArtifactReportFile(1, [report]), BuildJson.Readable.ArtifactReportFile);

    /// <summary>What can be said of an artifact that was packed and went nowhere yet.</summary>
    internal static ArtifactReport ReportOf(PackedArtifact artifact, ArtifactDestination destination, string? platform) => new()
    {
        Registry = destination.Registry,
        Repository = destination.Repository,
        Tags = destination.Tags,
        Digest = artifact.Root.Digest.ToString(),
        MediaType = artifact.Root.MediaType,
        ArtifactType = artifact.ArtifactType,
        Size = artifact.Root.Size,
        Platform = platform,
        Layers = [.. artifact.Manifests.SelectMany(one => one.Layers).Select(layer => new LayerReport(
            layer.Name, layer.Content.MediaType, layer.Content.Digest.ToString(), layer.Content.Size, layer.FileCount)
        {
            Cached = layer.IsCached,
        })],
        Referrers = [.. artifact.Referrers.Select(referrer => new ReferrerReport(referrer.Manifest.EffectiveArtifactType, referrer.Content.Digest.ToString()))],
        BytesHashed = artifact.All.SelectMany(one => one.Layers).Sum(layer => layer.BytesRead),
    };
}

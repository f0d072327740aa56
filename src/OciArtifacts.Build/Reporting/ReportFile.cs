using System.Text.Json;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Reporting;

/// <summary>
/// The report: a view of a <see cref="PackRecord"/> and of a push as JSON. Its form is public (docs/report.md). This
/// class writes the fields one by one: loading a serializer would make a publish without changes slower.
/// </summary>
internal static class ReportFile
{
    /// <summary>
    /// Writes the report into the work folder and, where the project sets another path, to that report file.
    /// </summary>
    /// <exception cref="OciException">A file cannot be written.</exception>
    internal static void Write(string workFolder, string reportFile, PackRecord record, PushOutcome? push)
    {
        // Several projects may write the same report file. The copy in the work folder belongs to this project.
        var own = Path.Combine(workFolder, "result.json");
        var report = ToJson(record, push);
        AtomicFile.WriteAllBytes(own, report);
        if (reportFile != own) AtomicFile.WriteAllBytes(reportFile, report);
    }

    /// <summary>The bytes of the report.</summary>
    /// <param name="record">The record of the packed artifact.</param>
    /// <param name="push">The outcome of the push; <see langword="null"/> before a push.</param>
    internal static byte[] ToJson(PackRecord record, PushOutcome? push) => OciJson.ToReadableBytes(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteStartArray("artifacts");
        WriteArtifact(json, record, push);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteArtifact(Utf8JsonWriter json, PackRecord record, PushOutcome? push)
    {
        json.WriteStartObject();
        json.WriteString("registry", record.Destination.Registry);
        json.WriteString("repository", record.Destination.Repository);
        json.WriteStartArray("tags");
        foreach (var tag in push?.Tags ?? record.Destination.Tags) json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("digest", record.Root.Digest.ToString());
        json.WriteString("mediaType", record.Root.MediaType);
        json.WriteString("artifactType", record.ArtifactType);
        json.WriteNumber("size", record.Root.Size);
        json.WriteString("platform", record.Platform?.ToString());
        if (!record.IsIndex) WriteRuntime(json, record.RuntimeIdentifier, record.TargetFramework);
        json.WriteBoolean("pushed", push?.Pushed ?? false);
        if (record.IsIndex) WriteManifests(json, record, push);
        else WriteLayers(json, record.Manifests[0].Layers, push);
        WriteReferrers(json, record, record.Root.Digest);
        json.WriteNumber("bytesHashed", record.BytesHashed);
        json.WriteNumber("bytesUploaded", push?.BytesUploaded ?? 0);
        json.WriteNumber("requests", push?.Requests ?? 0);
        json.WriteEndObject();
    }

    private static void WriteManifests(Utf8JsonWriter json, PackRecord record, PushOutcome? push)
    {
        json.WriteStartArray("manifests");
        foreach (var entry in record.Entries)
        {
            var manifest = record.Manifests.FirstOrDefault(manifest => manifest.Content.Digest == entry.Content.Digest);
            json.WriteStartObject();
            json.WriteString("digest", entry.Content.Digest.ToString());
            json.WriteString("platform", entry.Platform?.ToString());
            WriteRuntime(json, entry.RuntimeIdentifier, entry.TargetFramework);
            WriteLayers(json, manifest?.Layers ?? [], push);
            WriteReferrers(json, record, entry.Content.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRuntime(Utf8JsonWriter json, string? runtimeIdentifier, string? targetFramework)
    {
        json.WriteString("runtimeIdentifier", runtimeIdentifier is "" ? null : runtimeIdentifier);
        json.WriteString("targetFramework", targetFramework is "" ? null : targetFramework);
    }

    private static void WriteLayers(Utf8JsonWriter json, IReadOnlyList<RecordedLayer> layers, PushOutcome? push)
    {
        json.WriteStartArray("layers");
        foreach (var layer in layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("mediaType", layer.Content.MediaType);
            json.WriteString("digest", layer.Content.Digest.ToString());
            json.WriteNumber("size", layer.Content.Size);
            json.WriteNumber("files", layer.FileCount);
            json.WriteBoolean("cached", layer.IsCached);
            json.WriteString("transfer", PushOutcome.WordFor(push?.OutcomeOf(layer.Content.Digest)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReferrers(Utf8JsonWriter json, PackRecord record, Digest subject)
    {
        json.WriteStartArray("referrers");

        // The manifest of a tag that all clients share is not the one that was packed, where another client has added to it. And what
        // the report names may be signed later, so it names nothing of strangers.
        foreach (var referrer in record.Referrers.Where(one => one.Subject == subject && one is { Tag: null, IsForeign: false }))
        {
            json.WriteStartObject();
            json.WriteString("artifactType", referrer.Content.ArtifactType);
            json.WriteString("digest", referrer.Content.Digest.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

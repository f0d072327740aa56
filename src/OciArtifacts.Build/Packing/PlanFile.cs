using System.Text.Json;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Packing;

/// <summary>
/// Writes the plan of an artifact as a JSON file, for tests, for the binary log, and to see what would be packed.
/// </summary>
internal static class PlanFile
{
    /// <exception cref="OciException">The file cannot be written.</exception>
    internal static void Write(string path, ArtifactPlan plan, Destination destination)
    {
        var bytes = OciJson.ToReadableBytes(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteString("registry", destination.Registry);
            json.WriteString("repository", destination.Repository);
            WriteTexts(json, "tags", destination.Tags);
            json.WritePropertyName("artifact");
            Write(json, plan);
            json.WriteEndObject();
        });
        AtomicFile.WriteAllBytes(path, bytes);
    }

    private static void Write(Utf8JsonWriter json, ArtifactPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("artifactType", plan.ArtifactType);
        json.WriteString("imageSpec", plan.ImageSpec == ImageSpecVersion.V1_0 ? "1.0" : "1.1");
        if (plan is ManifestPlan manifest) WriteManifest(json, manifest);
        else WriteEntries(json, ((IndexPlan)plan).Entries);
        WriteAnnotations(json, plan.Annotations);
        json.WriteStartArray("referrers");
        foreach (var promise in plan.Referrers) Write(json, promise);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteManifest(Utf8JsonWriter json, ManifestPlan plan)
    {
        json.WriteString("config", plan.Config?.MediaType);
        json.WriteStartArray("layers");
        foreach (var layer in plan.Layers) Write(json, layer);
        json.WriteEndArray();
    }

    private static void WriteEntries(Utf8JsonWriter json, IReadOnlyList<PlannedEntry> entries)
    {
        json.WriteStartArray("entries");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("platform", entry.Platform?.ToString());
            json.WriteString("digest", entry.Part.Artifact?.Root.Digest.ToString());
            if (entry.Part.Plan is { } plan)
            {
                json.WritePropertyName("artifact");
                Write(json, plan);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PlannedLayer layer)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteString("mediaType", layer.MediaType);
        json.WriteString("format", layer.Format.ToString().ToLowerInvariant());
        json.WriteString("compression", layer.Compression.ToString().ToLowerInvariant());
        WriteAnnotations(json, layer.Annotations);
        json.WriteStartArray("files");
        foreach (var file in layer.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.EntryPath);
            json.WriteString("source", file.SourcePath);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReferrerPromise promise)
    {
        json.WriteStartObject();
        json.WriteString("artifactType", promise.ArtifactType);
        json.WriteString("subjects", promise.Selector.ToString());
        json.WriteString("producer", promise.ProducerKey);
        if (promise.Plan is { } plan)
        {
            json.WritePropertyName("artifact");
            Write(json, plan);
        }

        json.WriteEndObject();
    }

    private static void WriteAnnotations(Utf8JsonWriter json, IReadOnlyDictionary<string, string> annotations)
    {
        json.WriteStartObject("annotations");
        foreach (var (key, value) in annotations.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

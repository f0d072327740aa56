using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>Reads in-toto statements (in-toto/attestation, spec/v1/statement.md), also those in a DSSE envelope (secure-systems-lab/dsse, envelope.md).</summary>
internal static class AttestationFacts
{
    private static string DigestOf(string file)
    {
        using var stream = RegularFile.OpenStream(file);
        using var hasher = new Content.ContentHasher();
        var buffer = new byte[Content.ContentHasher.BufferSize];
        while (stream.Read(buffer) is var read and > 0) hasher.Append(buffer.AsSpan(0, read));
        return hasher.Current().ToString();
    }

    /// <summary>The statement in an envelope, or what is no envelope as it is.</summary>
    /// <exception cref="JsonException">The payload is no JSON in base64.</exception>
    internal static JsonObject Opened(JsonObject file)
    {
        if (file["payload"]?.GetValueKind() != JsonValueKind.String || file["payloadType"] is null || file["signatures"] is not JsonArray) return file;
        try
        {
            var payload = file["payload"]!.GetValue<string>().Replace('-', '+').Replace('_', '/');
            return JsonNode.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))) as JsonObject ?? throw new JsonException("Its payload is no JSON object.");
        }
        catch (FormatException problem)
        {
            throw new JsonException("Its payload is no base64.", problem);
        }
    }

    /// <summary>
    /// What cosign says of a Sigstore bundle in annotations (sigstore/cosign, specs/BUNDLE_SPEC.md): <c>content</c>, and <c>predicateType</c> of an attestation.
    /// </summary>
    internal static JsonObject BundleValues(JsonObject bundle)
    {
        if (bundle["messageSignature"] is not null) return new JsonObject { ["content"] = "message-signature", ["predicateType"] = "https://sigstore.dev/cosign/sign/v1" };
        if (bundle["dsseEnvelope"] is not JsonObject envelope) return [];
        try
        {
            return new JsonObject { ["content"] = "dsse-envelope", ["predicateType"] = Opened(envelope)["predicateType"]?.DeepClone() };
        }
        catch (JsonException)
        {
            return new JsonObject { ["content"] = "dsse-envelope" };
        }
    }

    /// <summary>What is wrong with attaching the statement there, or <see langword="null"/>.</summary>
    /// <param name="content">The statement or its envelope.</param>
    /// <param name="layer">The layer that it is, for messages.</param>
    /// <param name="about">The digests of what it is attached to: the manifest or index, and all that it names.</param>
    /// <param name="files">The files that are in it, which are read where nothing else fits.</param>
    internal static Finding? Check(byte[] content, Descriptor layer, IReadOnlyCollection<Digest> about, IEnumerable<string> files)
    {
        JsonObject statement;
        try
        {
            statement = Opened(JsonNode.Parse(ArtifactTypeText.WithoutMark(content)) as JsonObject ?? []);
        }
        catch (JsonException)
        {
            // That it is no JSON is found by the check of its format.
            return null;
        }

        var subjects = (statement["subject"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany(subject => subject["digest"] as JsonObject ?? []).Where(digest => digest.Key == Digest.Sha256Name && digest.Value?.GetValueKind() == JsonValueKind.String)
            .Select(digest => $"{digest.Key}:{digest.Value!.GetValue<string>()}").ToList();
        bool IsSubject(string digest) => subjects.Exists(subject => digest.Equals(subject, StringComparison.OrdinalIgnoreCase));
        if (subjects.Count == 0 || about.Any(digest => IsSubject(digest.ToString())) || files.Any(file => IsSubject(DigestOf(file)))) return null;
        return new Finding(
            OciErrorCode.TypeMismatch,
            FindingWeight.Error,
            $"{LayerText.Of(layer)} is a statement about {subjects[0]}, and is attached to {about.First()}, which it does not speak of, nor of a file in it. Attach it to what it is about, or make it anew.");
    }
}

using System.Text.Json;

namespace OciArtifacts.TestKit.Registry;

/// <summary>A descriptor in a manifest; image-spec 1.1, descriptor.md.</summary>
internal sealed record WireDescriptor(string Where, string MediaType, string Digest, long Size)
{
    internal static WireDescriptor Read(JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Invalid($"{where} is no object");
        var mediaType = ManifestJson.Text(json, "mediaType", where) ?? throw Invalid($"{where} has no mediaType");
        var digest = ManifestJson.Text(json, "digest", where) ?? throw Invalid($"{where} has no digest");
        if (!Grammar.IsMediaType(mediaType)) throw Invalid($"{where}.mediaType '{mediaType}' is no media type");
        if (!Grammar.IsDigest(digest)) throw new RegistryRefusal(400, ErrorCodes.DigestInvalid, $"{where}.digest '{digest}' is no digest");
        if (!json.TryGetProperty("size", out var size) || size.ValueKind != JsonValueKind.Number
            || !size.TryGetInt64(out var bytes) || bytes < 0) throw Invalid($"{where}.size is no size");
        if (ManifestJson.Text(json, "artifactType", where) is { } type && !Grammar.IsMediaType(type))
            throw Invalid($"{where}.artifactType '{type}' is no media type");
        ManifestJson.CheckAnnotations(json, where);
        var descriptor = new WireDescriptor(where, mediaType, digest, bytes);
        descriptor.CheckData(json);
        return descriptor;
    }

    // "data" is the content itself, so it has to match the digest.
    private void CheckData(JsonElement json)
    {
        if (!json.TryGetProperty("data", out var data)) return;
        if (data.ValueKind != JsonValueKind.String || !data.TryGetBytesFromBase64(out var content))
            throw Invalid($"{Where}.data is not base64");
        var actual = Grammar.DigestOf(Grammar.AlgorithmOf(Digest), content);
        if (content.Length != Size || !string.Equals(actual, Digest, StringComparison.Ordinal))
            throw Invalid($"{Where}.data is not the content of {Digest}");
    }

    private static RegistryRefusal Invalid(string message) => Exchange.Refusal(ErrorCodes.ManifestInvalid, message);
}

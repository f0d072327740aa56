using System.Text.Json;

namespace OciArtifacts.TestKit.Registry;

/// <summary>The rules of a strict registry for manifests; image-spec 1.1, manifest.md and image-index.md.</summary>
internal sealed class ManifestRules(string contentType, RepositoryContents? repository)
{
    private const string EmptyConfig = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    /// <summary>The digest of the subject; null without a subject.</summary>
    internal string? Check(byte[] bytes)
    {
        using var document = ManifestJson.Parse(bytes);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw Invalid("a manifest is an object");
        var mediaType = ManifestJson.Text(root, "mediaType", "manifest") ?? throw Invalid("a manifest says its mediaType");
        if (!string.Equals(mediaType, contentType, StringComparison.Ordinal))
            throw Invalid($"Content-Type '{contentType}' is not the mediaType '{mediaType}' of the manifest");
        if (!root.TryGetProperty("schemaVersion", out var version) || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number) || number != 2) throw Invalid("schemaVersion is not 2");
        if (ManifestJson.Text(root, "artifactType", "manifest") is { } type && !Grammar.IsMediaType(type))
            throw Invalid($"artifactType '{type}' is no media type");
        ManifestJson.CheckAnnotations(root, "manifest");
        CheckParts(root, mediaType);
        // The subject may come later or never: "Pushing Manifests with Subject".
        return root.TryGetProperty("subject", out var subject) ? WireDescriptor.Read(subject, "subject").Digest : null;
    }

    private void CheckParts(JsonElement root, string mediaType)
    {
        switch (mediaType)
        {
            case MediaTypes.Manifest or MediaTypes.DockerManifest:
                CheckConfig(root);
                foreach (var layer in Descriptors(root, "layers")) RequireBlob(layer);
                break;
            case MediaTypes.Index or MediaTypes.DockerList:
                foreach (var manifest in Descriptors(root, "manifests")) RequireManifest(manifest);
                break;
            default:
                throw Invalid($"'{mediaType}' is no manifest that this registry knows");
        }
    }

    private void CheckConfig(JsonElement root)
    {
        if (!root.TryGetProperty("config", out var json)) throw Invalid("config is missing");
        var config = WireDescriptor.Read(json, "config");
        RequireBlob(config);
        if (!string.Equals(config.MediaType, MediaTypes.Empty, StringComparison.Ordinal)) return;
        if (!root.TryGetProperty("artifactType", out _)) throw Invalid("with an empty config artifactType has to be set");
        if (config.Digest.StartsWith("sha256:", StringComparison.Ordinal)
            && !string.Equals(config.Digest, EmptyConfig, StringComparison.Ordinal))
            throw Invalid("the empty config is not {}");
    }

    private static IEnumerable<WireDescriptor> Descriptors(JsonElement root, string name) =>
        ManifestJson.Array(root, name).Select((json, index) => WireDescriptor.Read(json, $"{name}[{index}]"));

    private void RequireBlob(WireDescriptor part)
    {
        if (repository?.Blobs.GetValueOrDefault(part.Digest) is not { } blob) throw Unknown(part, "is not in this repository");
        if (blob.Size != part.Size) throw Unknown(part, $"has {blob.Size} bytes, not {part.Size}");
    }

    private void RequireManifest(WireDescriptor part)
    {
        if (repository?.Manifests.GetValueOrDefault(part.Digest) is not { } manifest) throw Unknown(part, "is not in this repository");
        if (manifest.Bytes.Length != part.Size) throw Unknown(part, $"has {manifest.Bytes.Length} bytes, not {part.Size}");
        if (!string.Equals(manifest.MediaType, part.MediaType, StringComparison.Ordinal))
            throw Invalid($"{part.Where} is a {manifest.MediaType}, not a {part.MediaType}");
    }

    private static RegistryRefusal Invalid(string message) => Exchange.Refusal(ErrorCodes.ManifestInvalid, message);

    private static RegistryRefusal Unknown(WireDescriptor part, string problem) =>
        new(404, ErrorCodes.ManifestBlobUnknown, $"{part.Where} {part.Digest} {problem}");
}

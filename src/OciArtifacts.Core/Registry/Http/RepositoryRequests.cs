using System.Net.Http.Headers;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>The requests for the content of one repository (distribution-spec 1.1.1, "Endpoints").</summary>
internal sealed class RepositoryRequests(string repository, RegistryAccess access)
{
    private static readonly string[] ManifestTypes =
        [MediaType.Manifest, MediaType.Index, MediaType.DockerManifest, MediaType.DockerManifestList];

    private readonly AccessScope _asking = access == RegistryAccess.Push ? AccessScope.Push(repository) : AccessScope.Pull(repository);

    /// <summary>The name of the repository.</summary>
    internal string Repository => repository;

    internal RegistryRequest Content(HttpMethod method, Descriptor content) => MediaType.IsManifest(content.MediaType)
        ? Manifest(method, content.Digest.ToString())
        : new RegistryRequest(method, At($"blobs/{content.Digest}"), _asking) { MayBePage = method == HttpMethod.Get };

    internal RegistryRequest Manifest(HttpMethod method, string reference) =>
        new(method, At($"manifests/{reference}"), _asking) { Accept = ManifestTypes };

    internal RegistryRequest PutManifest(Descriptor manifest, byte[] bytes, string reference) =>
        new(HttpMethod.Put, At($"manifests/{reference}"), AccessScope.Push(repository))
        {
            Body = (_, _) => Task.FromResult(BodyOf(manifest, bytes)),
        };

    internal RegistryRequest DeleteManifest(Descriptor manifest) =>
        new(HttpMethod.Delete, At($"manifests/{manifest.Digest}"), AccessScope.Delete(repository));

    internal RegistryRequest Tags() => new(HttpMethod.Get, At("tags/list"), _asking);

    internal RegistryRequest Referrers(Digest subject, string? artifactType) => new(
        HttpMethod.Get,
        At(artifactType is null ? $"referrers/{subject}" : $"referrers/{subject}?artifactType={Uri.EscapeDataString(artifactType)}"),
        _asking)
    {
        Accept = [MediaType.Index],
        MayBePage = true,

        // One registry without the list redirects the request to an address that has nothing to do with it.
        MayRedirectTo = static target => target.AbsolutePath.Contains("/referrers/", StringComparison.Ordinal),
    };

    private Uri At(string path) => new($"/v2/{repository}/{path}", UriKind.Relative);

    // The content type is exactly the media type, without a charset, because some registries compare the text.
    private static HttpContent BodyOf(Descriptor manifest, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(manifest.MediaType);
        return content;
    }
}

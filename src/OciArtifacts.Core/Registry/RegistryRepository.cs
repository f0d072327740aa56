using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry;

/// <summary>A repository of a registry as a store (distribution-spec 1.1.1).</summary>
public sealed class RegistryRepository : IContentStore, ITagResolver
{
    private static readonly string[] ManifestTypes = [MediaType.Manifest, MediaType.Index];

    private readonly RegistryHttp _http;
    private readonly string _name;

    internal RegistryRepository(RegistryHttp http, string name)
    {
        _http = http;
        _name = name;
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation)
    {
        using var response = await _http.SendAsync(RequestFor(HttpMethod.Head, content), cancellation).ConfigureAwait(false);
        if (!await IsThereAsync(response, cancellation).ConfigureAwait(false)) return false;

        // A blob of another size is not the blob: uploading it again is what mends it.
        return response.Content.Headers.ContentLength is not { } length || length == content.Size;
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        var response = await _http.SendAsync(RequestFor(HttpMethod.Get, content), cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            using (response)
            {
                throw response.StatusCode == HttpStatusCode.NotFound
                    ? new OciException(OciErrorCode.ContentNotFound, $"{_http.Registry} does not have {content.Digest} in {_name}.")
                    : await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
            }
        }

        return new VerifyingStream(await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), content, $"What {_http.Registry} sent of {_name}", OciErrorCode.RegistryUnreachable);
    }

    /// <inheritdoc/>
    public Task PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation) => MediaType.IsManifest(content.MediaType)
        ? PutManifestAsync(content, from, content.Digest.ToString(), cancellation)
        : new BlobUpload(_http, _name).UploadAsync(content, from, cancellation);

    /// <inheritdoc/>
    public Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation) =>
        PutManifestAsync(root, from, tag, cancellation);

    /// <inheritdoc/>
    public async Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation)
    {
        using var response = await _http.SendAsync(ManifestRequest(HttpMethod.Head, tag), cancellation).ConfigureAwait(false);
        if (!await IsThereAsync(response, cancellation).ConfigureAwait(false)) return null;
        return DigestOf(response) is { } digest && response.Content.Headers is { ContentLength: { } length, ContentType.MediaType: { } type }
            ? new Descriptor(type, digest, length)
            : await ReadAsync(tag, cancellation).ConfigureAwait(false);
    }

    // Some registries, and accounts that may only push, refuse to be asked. Then it is tried, and the refusal of that has words.
    private static async Task<bool> IsThereAsync(HttpResponseMessage response, CancellationToken cancellation) => (int)response.StatusCode switch
    {
        200 => true,
        >= 400 and < 500 and not (401 or 429) => false,
        _ => throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false),
    };

    // A HEAD may lack what the specification says it SHOULD have: then the manifest itself is asked.
    private async Task<Descriptor?> ReadAsync(string tag, CancellationToken cancellation)
    {
        using var response = await _http.SendAsync(ManifestRequest(HttpMethod.Get, tag), cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK) throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        var bytes = new byte[ContentReading.LargestManifest + 1];
        var length = await _http.ReadAsync(response, bytes, cancellation).ConfigureAwait(false);
        return length <= ContentReading.LargestManifest
            ? Descriptor.Of(response.Content.Headers.ContentType?.MediaType ?? MediaType.Manifest, bytes.AsSpan(0, length))
            : throw new OciException(OciErrorCode.MalformedContent, $"The manifest of {_name}:{tag} is larger than {ContentReading.LargestManifest} bytes.");
    }

    private async Task PutManifestAsync(Descriptor manifest, IContentSource from, string reference, CancellationToken cancellation)
    {
        var bytes = await from.ReadAllAsync(manifest, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        var request = ManifestRequest(HttpMethod.Put, reference) with { Body = (_, _) => Task.FromResult(BodyOf(manifest, bytes)) };
        using var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        if (DigestOf(response) is { } stored && stored.Algorithm == manifest.Digest.Algorithm && stored != manifest.Digest)
        {
            throw new OciException(OciErrorCode.ContentMismatch, $"{_http.Registry} stored {stored} where {manifest.Digest} was sent. Something between changes what is sent; ask the registry's operator.");
        }
    }

    // Exactly the media type, without a charset: strict registries compare it.
    private static HttpContent BodyOf(Descriptor manifest, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(manifest.MediaType);
        return content;
    }

    private static Digest? DigestOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.First(), out var digest) ? digest : null;

    private RegistryRequest RequestFor(HttpMethod method, Descriptor content) => MediaType.IsManifest(content.MediaType)
        ? ManifestRequest(method, content.Digest.ToString())
        : new RegistryRequest(method, new Uri($"/v2/{_name}/blobs/{content.Digest}", UriKind.Relative));

    private RegistryRequest ManifestRequest(HttpMethod method, string reference) =>
        new(method, new Uri($"/v2/{_name}/manifests/{reference}", UriKind.Relative)) { Accept = ManifestTypes };
}

using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry;

/// <summary>Uploads one blob: POST for a session, PUT with all of it (distribution-spec 1.1.1, "POST then PUT").</summary>
internal sealed class BlobUpload(RegistryHttp http, string repository)
{
    internal async Task UploadAsync(Descriptor blob, IContentSource from, CancellationToken cancellation)
    {
        var session = await OpenSessionAsync(cancellation).ConfigureAwait(false);
        var request = new RegistryRequest(HttpMethod.Put, RegistryAddress.With(session, "digest", blob.Digest.ToString()))
        {
            Body = (progress, token) => BodyAsync(blob, from, progress, token),
        };
        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);

        // 201 by the specification; some answer 204.
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.NoContent))
        {
            throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Uri> OpenSessionAsync(CancellationToken cancellation)
    {
        var request = new RegistryRequest(HttpMethod.Post, new Uri($"/v2/{repository}/blobs/uploads/", UriKind.Relative));
        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted || !response.Headers.Contains("Location"))
        {
            throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        }

        return http.Resolve(response);
    }

    private static async Task<HttpContent> BodyAsync(
        Descriptor blob, IContentSource from, Action<bool> progress, CancellationToken cancellation)
    {
        var stream = await from.OpenVerifiedAsync(blob, cancellation).ConfigureAwait(false);
        var content = new StreamContent(new ProgressStream(stream, blob.Size, progress), ContentHasher.BufferSize);
        content.Headers.ContentLength = blob.Size;
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType.OctetStream);
        return content;
    }
}

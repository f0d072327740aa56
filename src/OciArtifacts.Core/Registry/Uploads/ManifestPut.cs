using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Pulls;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>Pushes a manifest under its digest or a tag (distribution-spec 1.1.1, "Pushing Manifests").</summary>
internal sealed class ManifestPut(RegistryHttp http, RepositoryRequests requests)
{
    // While another client pushes a blob that the manifest names, distribution 2.8 may read its own half-written record of the blob, and
    // answers with both codes. Otherwise it answers with one of them.
    private static readonly string[] HalfWritten = ["DIGEST_INVALID", "MANIFEST_BLOB_UNKNOWN"];

    /// <returns>The manifest as a referrer, if it is one.</returns>
    /// <exception cref="OciException">
    /// The manifest is too large or does not match its descriptor, or the registry does not store it.
    /// </exception>
    internal async Task<StoredManifest> RunAsync(Descriptor manifest, IContentSource from, string reference, CancellationToken cancellation)
    {
        var bytes = await from.ReadAllAsync(manifest, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        var request = requests.PutManifest(manifest, bytes, reference);
        using var response = await http.Retry.RunAsync(token => TryAsync(manifest, bytes, request, token), cancellation).ConfigureAwait(false);
        CheckDigest(manifest, response);
        return new StoredManifest(Referrer.Of(manifest, bytes), response.Headers.Contains("OCI-Subject"));
    }

    private async Task<HttpResponseMessage> TryAsync(
        Descriptor manifest, byte[] bytes, RegistryRequest request, CancellationToken cancellation)
    {
        var response = await http.SendOnceAsync(request, cancellation).ConfigureAwait(false);
        if (IsStored(response)) return response;
        using (response)
        {
            var refusal = await RefusalAsync(manifest, bytes, response, cancellation).ConfigureAwait(false);
            throw HalfWritten.All(code => refusal.Message.Contains(code, StringComparison.Ordinal))
                ? new TransientFailure(refusal.Code, refusal.Message, "Another client may push the same content at this moment.")
                : refusal;
        }
    }

    // The specification requires 201. Some registries answer 204. Some servers answer everything with 200, so 200 needs
    // a header that confirms the manifest.
    private static bool IsStored(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.Created or HttpStatusCode.NoContent
        || (response.IsSuccessStatusCode && (response.Headers.Contains("Docker-Content-Digest") || response.Headers.Contains("Location")));

    // A registry names missing content by its digest. The failure adds the titles, which people know.
    private static async Task<OciException> RefusalAsync(
        Descriptor manifest, byte[] bytes, HttpResponseMessage response, CancellationToken cancellation)
    {
        var failure = ContentText.About(manifest, await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false));
        var children = MediaType.IsIndex(manifest.MediaType)
            ? ImageIndex.Parse(bytes).Manifests
            : [Manifest.Parse(bytes).Config, .. Manifest.Parse(bytes).Layers];
        var named = ContentText.NamedIn(failure.Message, children);
        return named.Length == 0 ? failure : failure.WithMessage($"{failure.Message} It names {named}.");
    }

    private void CheckDigest(Descriptor manifest, HttpResponseMessage response)
    {
        if (ManifestReading.DigestOf(response) is { } stored && stored.Algorithm == manifest.Digest.Algorithm && stored != manifest.Digest)
        {
            throw new OciException(
                OciErrorCode.ContentMismatch,
                $"{http.Registry} stored {stored} where {manifest.Digest} was sent. "
                + "Something between changes what is sent; ask the registry's operator.");
        }
    }
}

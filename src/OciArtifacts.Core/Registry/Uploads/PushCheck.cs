using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Checks whether a repository accepts uploads: opens an upload (distribution-spec 1.1.1, "Pushing Blobs", POST) and
/// cancels it. For that request a registry checks the credentials, the rights and the repository name. A request for a
/// manifest would prove less.
/// </summary>
internal sealed class PushCheck(RegistryHttp http, string repository)
{
    /// <exception cref="OciException">The registry does not open an upload.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        // The upload needs the descriptor of a blob, but sends no byte of it.
        var reader = new BlobReader(Descriptor.Empty, new MemoryStore());
        await using var disposal = reader.ConfigureAwait(false);
        var requests = new UploadRequests(repository, Descriptor.Empty, reader);
        using var response = await http.SendAsync(requests.Open(), cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        }

        if (!response.Headers.Contains("Location")) return;
        var session = new UploadSession(await http.ResolveAsync(response, cancellation).ConfigureAwait(false), Offset: 0);
        await new UploadCancellation(http, requests).RunAsync(session).ConfigureAwait(false);
    }
}

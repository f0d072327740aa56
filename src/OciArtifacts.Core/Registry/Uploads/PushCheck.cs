using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Finds out whether a repository takes uploads: opens an upload (distribution-spec 1.1.1, "Pushing Blobs", POST) and cancels it. A registry
/// checks credentials, rights and the name of the repository at that question; a question for a manifest needs less, and proves less.
/// </summary>
internal sealed class PushCheck(RegistryHttp http, string repository)
{
    /// <exception cref="OciException">The registry does not open an upload.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        // No byte of it is sent: the upload needs some blob to be described.
        var reader = new BlobReader(Descriptor.Empty, new MemoryStore());
        await using var disposal = reader.ConfigureAwait(false);
        var requests = new UploadRequests(repository, Descriptor.Empty, reader);
        using var response = await http.SendAsync(requests.Open(), cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted) throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        if (!response.Headers.Contains("Location")) return;
        var session = new UploadSession(await http.ResolveAsync(response, cancellation).ConfigureAwait(false), Offset: 0);
        await new UploadCancellation(http, requests).RunAsync(session).ConfigureAwait(false);
    }
}

using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Tells the registry that an upload is given up, so that it need not keep what it has (distribution-spec after 1.1.1, "Cancelling an upload").
/// It is a courtesy: it takes no time that anybody would notice, and what becomes of it does not matter.
/// </summary>
internal sealed class UploadCancellation(RegistryHttp http, UploadRequests requests)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    internal async Task RunAsync(UploadSession? session)
    {
        if (session is null) return;
        using var patience = new CancellationTokenSource(LongestWait);
        try
        {
            using var response = await http.SendOnceAsync(requests.Cancel(session), patience.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException)
        {
            // The failure that ended the upload is the one to tell of.
        }
    }
}

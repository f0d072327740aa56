using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Cancels an upload, so that the registry can delete its bytes (distribution-spec after 1.1.1, "Cancelling an
/// upload"). This is optional: it takes very little time, and a failure is ignored.
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
            // The failure that ended the upload is the one to report.
        }
    }
}

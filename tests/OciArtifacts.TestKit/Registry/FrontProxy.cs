using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>A proxy in front of a registry: it answers with HTML, and demands no credentials.</summary>
internal sealed class FrontProxy(RegistryState state)
{
    // The lingering_time of nginx: a connection that closes at once may lose the answer to a client that is still
    // sending.
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(30);

    internal async Task<bool> RefusesAsync(HttpContext context, RecordedBody body)
    {
        if (state.Options.MaxBodyBytes is not { } limit || context.Request.ContentLength is not { } length || length <= limit) return false;
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        context.Response.Headers.Connection = "close";
        await HtmlPage.WriteAsync(context.Response, "413 Request Entity Too Large");
        await context.Response.CompleteAsync();
        await LingerAsync(context, body);
        return true;
    }

    private async Task LingerAsync(HttpContext context, RecordedBody body)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Stopping);
        end.CancelAfter(Lingering);
        try
        {
            await body.DrainAsync(end.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The answer was sent, and the rest of the request does not matter.
        }
    }
}

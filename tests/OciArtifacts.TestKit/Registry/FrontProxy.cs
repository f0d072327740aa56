using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>What stands in front of a registry and knows nothing of it: it answers in HTML, and asks nobody who he is.</summary>
internal sealed class FrontProxy(RegistryState state)
{
    // The lingering_time of nginx: who closes at once may take the answer from a client that is still sending.
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
            // The answer was sent; the rest was politeness.
        }
    }
}

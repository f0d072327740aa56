using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

internal sealed class FaultInjection(RegistryState state)
{
    /// <summary>True when the fault was the answer; otherwise the request is handled normally.</summary>
    internal async Task<bool> AnswersAsync(HttpContext context, FaultAnswer fault, RecordedBody body)
    {
        await WaitAsync(context, fault.Stall ? Timeout.InfiniteTimeSpan : fault.Delay);
        if (fault.Abort) throw new ConnectionAbortedException("A fault ended the connection.");
        if (fault.AbortAfterBodyBytes is { } bytes) body.AbortAfter(bytes);
        else if (fault.StallRequestBodyAfter is { } read) body.StallAfter(read);
        else if (fault.Status is { } status) return await WriteAsync(context, fault, status);
        return false;
    }

    private async Task WaitAsync(HttpContext context, TimeSpan delay)
    {
        if (delay == TimeSpan.Zero) return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Stopping);
        await Task.Delay(delay, end.Token);
    }

    private static async Task<bool> WriteAsync(HttpContext context, FaultAnswer fault, int status)
    {
        context.Response.StatusCode = status;
        if (fault.Body is not null) context.Response.ContentType = "text/plain";
        foreach (var (name, value) in fault.Headers) context.Response.Headers[name] = value;
        if (fault.Body is not null) await context.Response.WriteAsync(fault.Body, context.RequestAborted);
        else if (fault.Code is not null) await RegistryRefusal.WriteAsync(context, fault.Code, fault.Message);
        return true;
    }
}

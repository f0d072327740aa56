using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

internal sealed class FaultInjection(RegistryState state)
{
    /// <summary>Whether the fault was the answer; otherwise the request goes its normal way.</summary>
    internal async Task<bool> AnswersAsync(HttpContext context, RecordedRequest record, RecordedBody body)
    {
        if (state.Options.Fault?.Invoke(record) is not { } fault) return false;
        await WaitAsync(context, fault.Stall ? Timeout.InfiniteTimeSpan : fault.Delay);
        if (fault.Abort) throw new ConnectionAbortedException("A fault ended the connection.");
        if (fault.AbortAfterBodyBytes is { } bytes)
        {
            body.AbortAfter(bytes);
            return false;
        }
        if (fault.Status is not { } status) return false;
        context.Response.StatusCode = status;
        await WriteAsync(context, fault);
        return true;
    }

    private async Task WaitAsync(HttpContext context, TimeSpan delay)
    {
        if (delay == TimeSpan.Zero) return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Stopping);
        await Task.Delay(delay, end.Token);
    }

    private static async Task WriteAsync(HttpContext context, FaultAnswer fault)
    {
        if (fault.Body is not null) context.Response.ContentType = "text/plain";
        foreach (var (name, value) in fault.Headers) context.Response.Headers[name] = value;
        if (fault.Body is not null) await context.Response.WriteAsync(fault.Body, context.RequestAborted);
        else if (fault.Code is not null) await RegistryRefusal.WriteAsync(context, fault.Code, fault.Message);
    }
}

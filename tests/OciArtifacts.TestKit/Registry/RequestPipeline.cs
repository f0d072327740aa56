using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Record, fault, authorize, route, answer: the same way for every request.</summary>
internal sealed class RequestPipeline(RegistryState state)
{
    private static readonly FaultAnswer NoFault = new();
    private readonly FaultInjection _faults = new(state);
    private readonly FrontProxy _proxy = new(state);
    private readonly AdmissionRules _admission = new(state);
    private readonly AnswerHeaders _headers = new(state.Options);
    private readonly AuthGate _gate = new(state);
    private readonly Dictionary<RouteKind, IEndpoint> _endpoints = new()
    {
        [RouteKind.Base] = new BaseEndpoint(),
        [RouteKind.Blob] = new BlobEndpoint(state),
        [RouteKind.UploadOpening] = new UploadOpeningEndpoint(state),
        [RouteKind.UploadSession] = new UploadSessionEndpoint(state),
        [RouteKind.Manifest] = new ManifestEndpoint(state),
        [RouteKind.Tags] = new TagsEndpoint(state),
        [RouteKind.Referrers] = new ReferrersEndpoint(state),
    };

    internal async Task HandleAsync(HttpContext context)
    {
        var record = Record(context);
        try
        {
            var fault = state.Options.Fault?.Invoke(record) ?? NoFault;
            using var spoiled = SpoiledAnswer.Begin(context, fault, state.Stopping);
            await AnswerOrRefuseAsync(context, record, fault);
            if (spoiled is not null) await spoiled.SendAsync();
        }
        catch (Exception gone) when (gone is ConnectionAbortedException
            || context.RequestAborted.IsCancellationRequested || state.Stopping.IsCancellationRequested)
        {
            // The client has closed its connection, so there is no answer to send.
            record.IsAbandoned = true;
            context.Abort();
        }
        catch (Exception bug) when (!context.Response.HasStarted)
        {
            await new RegistryRefusal(StatusCodes.Status500InternalServerError, "TESTKIT_BUG", bug.ToString()).WriteAsync(context);
        }
    }

    private async Task AnswerOrRefuseAsync(HttpContext context, RecordedRequest record, FaultAnswer fault)
    {
        var body = new RecordedBody(context.Request.Body, record);
        context.Request.Body = body;
        try
        {
            if (await _faults.AnswersAsync(context, fault, body)) return;
            if (record.OnOtherHost || !await _proxy.RefusesAsync(context, body)) await AnswerAsync(context, record);
        }
        catch (RegistryRefusal refusal)
        {
            await refusal.WriteAsync(context);
        }
        catch (BadHttpRequestException broken) when (!context.RequestAborted.IsCancellationRequested)
        {
            await new RegistryRefusal(StatusCodes.Status400BadRequest, ErrorCodes.SizeInvalid, broken.Message).WriteAsync(context);
        }
    }

    private RecordedRequest Record(HttpContext context)
    {
        var record = new RecordedRequest(context, context.Connection.LocalPort == state.OtherPort);
        state.Log.Add(record);
        // This runs before the first byte of the answer, so that a client that has the answer finds it in the log.
        context.Response.OnStarting(() =>
        {
            _headers.Apply(context, record);
            // This also runs for an answer that no client receives.
            if (!record.IsAbandoned) record.Status = context.Response.StatusCode;
            return Task.CompletedTask;
        });
        return record;
    }

    private async Task AnswerAsync(HttpContext context, RecordedRequest record)
    {
        if (!record.OnOtherHost) _admission.CheckCookie(record);
        if (await _gate.AnswersAsync(context, record)) return;
        var exchange = new Exchange(context, record, RegistryRoute.Parse(context.Request.Path.Value ?? "", record.OnOtherHost));
        _admission.CheckRepository(exchange);
        await _endpoints[exchange.Route.Kind].AnswerAsync(exchange);
    }
}

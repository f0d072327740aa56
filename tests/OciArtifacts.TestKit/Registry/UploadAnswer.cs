using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Writes the answer that tells a client the next Location of its upload.</summary>
internal static class UploadAnswer
{
    internal static Task SendAsync(Exchange exchange, UploadSession session, RegistryState state)
    {
        exchange.Response.Headers.Location = Location(exchange, session, state);
        if (state.Options.ChunkMinLength is { } length) exchange.Response.Headers["OCI-Chunk-Min-Length"] = $"{length}";
        var isStatus = HttpMethods.IsGet(exchange.Method);
        var isPatch = HttpMethods.IsPatch(exchange.Method);
        if (isPatch && !state.Options.OmitPatchRange) exchange.Response.Headers.Range = session.Range;
        if (isStatus) exchange.Response.Headers.Range = state.Options.StatusSaysZero ? UploadSession.EmptyRange : session.Range;
        return exchange.Empty(isStatus ? StatusCodes.Status204NoContent
            : isPatch && state.Options.PatchAnswers201 ? StatusCodes.Status201Created
            : StatusCodes.Status202Accepted);
    }

    internal static string Location(Exchange exchange, UploadSession session, RegistryState state)
    {
        var target = $"{session.Path}?{session.State}";
        return state.Options.UploadLocation switch
        {
            LocationStyle.Relative => target,
            LocationStyle.RelativeToPath => $"{session.Id}?{session.State}",
            LocationStyle.OtherHost => state.UrlOf(state.OtherHost, target),
            _ => state.LocationOf(exchange.Request.Host.Value ?? state.Host, target),
        };
    }
}

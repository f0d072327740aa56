using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Tells a client where its upload goes on.</summary>
internal static class UploadAnswer
{
    internal static Task SendAsync(Exchange exchange, UploadSession session, RegistryState state)
    {
        exchange.Response.Headers.Location = Location(exchange, session, state);
        if (state.Options.ChunkMinLength is { } length) exchange.Response.Headers["OCI-Chunk-Min-Length"] = $"{length}";
        var isStatus = HttpMethods.IsGet(exchange.Method);
        if (isStatus || HttpMethods.IsPatch(exchange.Method)) exchange.Response.Headers.Range = session.Range;
        return exchange.Empty(isStatus ? StatusCodes.Status204NoContent : StatusCodes.Status202Accepted);
    }

    internal static string Location(Exchange exchange, UploadSession session, RegistryState state)
    {
        var target = $"{session.Path}?{session.State}";
        return state.Options.UploadLocation switch
        {
            LocationStyle.Relative => target,
            LocationStyle.RelativeToPath => $"{session.Id}?{session.State}",
            LocationStyle.OtherHost => state.UrlOf(state.OtherHost, target),
            _ => state.UrlOf(exchange.Request.Host.Value ?? state.Host, target),
        };
    }
}

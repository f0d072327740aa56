namespace OciArtifacts.TestKit.Registry;

/// <summary>RFC 8288: the link to the next page of a list.</summary>
internal static class NextLink
{
    internal static void Write(Exchange exchange, RegistryState state, string next)
    {
        var target = state.Options.LinkLoops ? exchange.Record.Target : next;
        var url = state.Options.LinkAbsolute ? state.UrlOf(exchange.Request.Host.Value ?? state.Host, target) : target;
        exchange.Response.Headers.Link = $"<{url}>; rel=\"next\"";
    }
}

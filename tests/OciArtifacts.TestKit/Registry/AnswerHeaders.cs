using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Headers that the options add to every answer, or remove from it.</summary>
internal sealed class AnswerHeaders(TestRegistryOptions options)
{
    internal void Apply(HttpContext context, RecordedRequest record)
    {
        var response = context.Response;
        if (options.WarningHeader is { } warning) response.Headers.Warning = warning;
        if (options.SetsCookie && !record.OnOtherHost) response.Headers.SetCookie = "sid=1; Path=/; HttpOnly";
        if (!HttpMethods.IsHead(record.Method)) return;
        if (options.OmitContentTypeOnHead) response.Headers.Remove(HeaderNames.ContentType);
        if (options.OmitContentLengthOnHead) response.ContentLength = null;
    }
}

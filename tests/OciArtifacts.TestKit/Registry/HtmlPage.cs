using System.Text;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>The answer of a server that is not a registry.</summary>
internal static class HtmlPage
{
    internal static async Task WriteAsync(HttpResponse response, string title)
    {
        var page = Encoding.UTF8.GetBytes($"<html>\n<head><title>{title}</title></head>\n<body><h1>{title}</h1></body>\n</html>\n");
        response.ContentType = "text/html";
        response.ContentLength = page.Length;
        await response.Body.WriteAsync(page, response.HttpContext.RequestAborted);
    }
}

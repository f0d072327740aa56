using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Pulls;

/// <summary>Reads the tags of a repository (distribution-spec 1.1.1, "Listing Tags").</summary>
internal sealed class TagList(RegistryHttp http)
{
    internal async IAsyncEnumerable<string> ReadAsync(RegistryRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (response, body) in new Pages(http).ReadAsync(request, cancellation).ConfigureAwait(false))
        {
            // A repository that does not exist has no tags.
            if (response.StatusCode == HttpStatusCode.NotFound) yield break;
            if (response.StatusCode != HttpStatusCode.OK) throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
            foreach (var tag in TagsIn(body)) yield return tag;
        }
    }

    // Invalid tags are left out, because they cannot be used. An empty list may be null.
    private IReadOnlyList<string> TagsIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var tags = json.RootElement.GetProperty("tags");
            if (tags.ValueKind == JsonValueKind.Null) return [];
            return [.. tags.EnumerateArray().Select(tag => tag.GetString()).OfType<string>().Where(Model.Tag.IsValid)];
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new OciException(OciErrorCode.MalformedContent, $"{http.Registry} does not answer with a list of tags.", problem);
        }
    }
}

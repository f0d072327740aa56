using System.Net;
using System.Runtime.CompilerServices;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Pulls;

/// <summary>Reads a list in pages. The links of the registry lead from page to page.</summary>
internal sealed class Pages(RegistryHttp http)
{
    // A longer list is one that never ends.
    private const int Most = 10_000;

    /// <summary>Reads each page. The caller must not dispose it.</summary>
    /// <exception cref="OciException">The list does not end, a page is too large, or the registry fails.</exception>
    internal async IAsyncEnumerable<RegistryAnswer> ReadAsync(
        RegistryRequest first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var request = first; ;)
        {
            using var page = await http.ReadAsync(request, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);

            // The caller checks the status of the first page, which says whether there is a list. A later page has to
            // exist.
            if (seen.Count > 0 && page.Response.StatusCode != HttpStatusCode.OK)
            {
                throw await RegistryFailure.OfAsync(page.Response, cancellation).ConfigureAwait(false);
            }

            yield return page;
            if (page.Response.StatusCode != HttpStatusCode.OK || LinkHeader.Next(page.Response) is not { } next) yield break;

            var address = await http.ResolveAsync(page.Response, next, cancellation).ConfigureAwait(false);
            if (seen.Count == Most || !seen.Add(address.OriginalString))
            {
                throw new OciException(
                    OciErrorCode.RegistryFailed,
                    $"The list {first.Location.OriginalString.Split('?')[0]} of {http.Registry} does not end. Ask its operator.");
            }

            request = first with { Location = address };
        }
    }
}

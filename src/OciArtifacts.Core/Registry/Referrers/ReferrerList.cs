using System.Net;
using System.Runtime.CompilerServices;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Pulls;

namespace OciArtifacts.Core.Registry.Referrers;

/// <summary>
/// Reads the referrers of a subject (distribution-spec 1.1.1, "Listing Referrers"): from the registry's own list, or
/// from the tag that stands in for it.
/// </summary>
internal sealed class ReferrerList(RegistryHttp http, RepositoryRequests requests)
{
    internal async IAsyncEnumerable<Descriptor> ReadAsync(
        Digest subject, string? artifactType, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pages = new Pages(http).ReadAsync(requests.Referrers(subject, artifactType), cancellation);
        await foreach (var (response, body) in pages.ConfigureAwait(false))
        {
            if (!await IsListAsync(response, cancellation).ConfigureAwait(false)) break;

            foreach (var referrer in Filter(ImageIndex.Parse(body.Span).Manifests, artifactType)) yield return referrer;
            if (LinkHeader.Next(response) is null) yield break;
        }

        var listed = await new ReferrersTagIndex(http, requests).ReadAsync(subject, cancellation).ConfigureAwait(false);
        foreach (var referrer in Filter(listed, artifactType)) yield return referrer;
    }

    /// <summary>Whether the registry has its own lists. It is asked once for each repository.</summary>
    /// <exception cref="OciException">The registry cannot be asked.</exception>
    internal async Task<bool> IsSupportedAsync(Digest subject, CancellationToken cancellation)
    {
        if (http.Connection.HasReferrerLists(requests.Repository) is { } known) return known;
        using var response = await http.SendAsync(requests.Referrers(subject, artifactType: null), cancellation).ConfigureAwait(false);
        return await IsListAsync(response, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> IsListAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var isList = IsList(response);
        if (!isList && !response.IsSuccessStatusCode && !IsUnsupported(response.StatusCode))
        {
            throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        }

        http.Connection.LearnReferrerLists(requests.Repository, isList);
        return isList;
    }

    // Some old proxies answer every request with a web page. Only an index is a list.
    private static bool IsList(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == MediaType.Index;

    private static bool IsUnsupported(HttpStatusCode status) =>
        status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented
            or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest);

    // Filters even if the registry did already (OCI-Filters-Applied), which costs nothing.
    private static IEnumerable<Descriptor> Filter(IEnumerable<Descriptor> referrers, string? artifactType) =>
        artifactType is null ? referrers : referrers.Where(referrer => referrer.ArtifactType == artifactType);
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry.Referrers;

/// <summary>
/// Makes pushed referrers appear in the list of their subject (distribution-spec 1.1.1, "Pushing Manifests with Subject"). The
/// registry keeps the list itself, or the client keeps it under a tag. The client asks the registry once which of the two it is:
/// some registries answer a push with <c>OCI-Subject</c> and have no list.
/// </summary>
internal sealed class ReferrerLists(RegistryHttp http, RepositoryRequests requests)
{
    /// <param name="subject">The digest of the subject.</param>
    /// <param name="referrers">The referrers that the list must have.</param>
    /// <param name="isListedByRegistry">Whether the registry said at the push that it lists this referrer (<c>OCI-Subject</c>).</param>
    /// <param name="cancellation">Stops the change.</param>
    /// <exception cref="OciException">The list cannot be read or changed.</exception>
    internal async Task AddAsync(
        Digest subject, IReadOnlyList<Descriptor> referrers, Func<Descriptor, bool> isListedByRegistry, CancellationToken cancellation)
    {
        var list = new ReferrerList(http, requests);
        if (await list.IsSupportedAsync(subject, cancellation).ConfigureAwait(false))
        {
            await DeletePredecessorsAsync(list, subject, referrers, cancellation).ConfigureAwait(false);
            referrers = [.. referrers.Where(referrer => !isListedByRegistry(referrer))];
        }

        if (referrers.Count == 0) return;
        await new ReferrersTagIndex(http, requests).AddAsync(subject, referrers, cancellation).ConfigureAwait(false);
    }

    // Only the deletion of its manifest takes a referrer out of the registry's own list.
    private async Task DeletePredecessorsAsync(
        ReferrerList list, Digest subject, IReadOnlyList<Descriptor> referrers, CancellationToken cancellation)
    {
        foreach (var type in referrers.Where(Referrer.HasProducer).Select(referrer => referrer.ArtifactType).Distinct(StringComparer.Ordinal))
        {
            var known = await list.ReadAsync(subject, type, cancellation).ToListAsync(cancellation).ConfigureAwait(false);
            foreach (var older in Referrer.Predecessors(known, referrers)) await DeleteAsync(older, cancellation).ConfigureAwait(false);
        }
    }

    // Many registries and accounts do not permit to delete. The new referrer is listed all the same.
    private async Task DeleteAsync(Descriptor older, CancellationToken cancellation)
    {
        OciException failure;
        try
        {
            using var response = await http.SendAsync(requests.DeleteManifest(older), cancellation).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return;
            failure = await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        }
        catch (OciException refusal)
        {
            // A token server may refuse the right to delete.
            failure = refusal;
        }

        http.Options.Report(new RegistryEvent(
            RegistryEventKind.Warning, $"The older referrer {older.Digest} stays beside the one that replaces it. {failure.Message}"));
    }
}

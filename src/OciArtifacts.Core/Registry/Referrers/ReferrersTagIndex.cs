using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Pulls;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Referrers;

/// <summary>
/// The index of referrers under a tag, for registries without their own list. Several clients may change it. Each one
/// reads the index, adds its referrers, writes the index on the condition that it is unchanged, and reads it again after a wait to see
/// its referrers: nearly all registries ignore the condition.
/// </summary>
internal sealed class ReferrersTagIndex(RegistryHttp http, RepositoryRequests requests)
{
    private const int MostTries = 20;

    /// <summary>The referrers in the index. There are none if the tag does not name an index.</summary>
    internal async Task<IReadOnlyList<Descriptor>> ReadAsync(Digest subject, CancellationToken cancellation)
    {
        var found = await FindAsync(subject, cancellation).ConfigureAwait(false);
        return found is not null && IsList(found.Content, subject) ? ImageIndex.Parse(found.Bytes.Span).Manifests : [];
    }

    /// <summary>Adds the referrers to the index with one write, and removes those that they replace.</summary>
    /// <exception cref="OciException">
    /// The tag names something else, which stays, or other clients change the index all the time
    /// (<see cref="OciErrorCode.ReferrersTag"/>).
    /// </exception>
    internal async Task AddAsync(Digest subject, IReadOnlyList<Descriptor> referrers, CancellationToken cancellation)
    {
        using var turn = await http.Connection.DigestLock.AcquireAsync(subject, cancellation).ConfigureAwait(false);
        var change = new LostChange(http.Options.Time);
        for (var tries = 0; tries < MostTries; tries++)
        {
            change.Start();
            var found = await FindAsync(subject, cancellation).ConfigureAwait(false);
            change.HasRead();
            if (found is not null && !IsList(found.Content, subject))
            {
                throw new OciException(
                    OciErrorCode.ReferrersTag,
                    $"{Pushed(referrers)} not listed as {Referrers(referrers)} of {subject}: "
                    + $"{http.Registry} has no list of referrers, and the tag {ReferrersTag.For(subject)} that stands in for it "
                    + "names something else, which was left as it is. "
                    + "Delete that tag, and publish again.");
            }

            var index = found is null ? new ImageIndex([]) : ImageIndex.Parse(found.Bytes.Span);
            var missing = referrers.Where(referrer => index.Manifests.All(known => known.Digest != referrer.Digest)).ToList();
            var replaced = Referrer.Predecessors(index.Manifests, referrers);
            if (missing.Count + replaced.Count == 0) return;
            var changed = index with { MediaType = MediaType.Index, Manifests = [.. index.Manifests.Except(replaced), .. missing] };
            var write = WriteOf(subject, changed.ToBytes(), found?.Version);
            if (change.IsLate()) continue;

            // If another client was faster, this one reads the index again.
            if (await WriteAsync(write, cancellation).ConfigureAwait(false)) await change.WaitAsync(cancellation).ConfigureAwait(false);
        }

        throw new OciException(
            OciErrorCode.ReferrersTag,
            $"{Pushed(referrers)} not listed as {Referrers(referrers)} of {subject}: "
            + $"others change the tag {ReferrersTag.For(subject)} all the time. Publish again.");
    }

    private static string Pushed(IReadOnlyList<Descriptor> referrers)
    {
        var digests = string.Join(", ", referrers.Select(referrer => referrer.Digest));
        return $"{digests} {(referrers.Count == 1 ? "was pushed, but is" : "were pushed, but are")}";
    }

    private static string Referrers(IReadOnlyList<Descriptor> referrers) => referrers.Count == 1 ? "a referrer" : "referrers";

    // Some registries return the subject itself for this tag.
    private static bool IsList(Descriptor content, Digest subject) => content.MediaType == MediaType.Index && content.Digest != subject;

    private Task<PulledManifest?> FindAsync(Digest subject, CancellationToken cancellation) =>
        new ManifestReading(http).ReadAsync(requests.Manifest(HttpMethod.Get, ReferrersTag.For(subject)), wanted: null, cancellation);

    // Many registries answer with a version and ignore the condition (distribution 2.8).
    private RegistryRequest WriteOf(Digest subject, byte[] index, EntityTagHeaderValue? version)
    {
        var request = requests.PutManifest(Descriptor.Of(MediaType.Index, index), index, ReferrersTag.For(subject));
        return version is { IsWeak: false } ? request with { IfMatch = version } : request;
    }

    // Returns false if the index is not what the condition says.
    private async Task<bool> WriteAsync(RegistryRequest write, CancellationToken cancellation)
    {
        using var response = await http.SendAsync(write, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        return response.IsSuccessStatusCode ? true : throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
    }
}

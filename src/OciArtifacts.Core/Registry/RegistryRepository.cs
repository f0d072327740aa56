using System.Collections.Concurrent;
using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Pulls;
using OciArtifacts.Core.Registry.Referrers;
using OciArtifacts.Core.Registry.Transport;
using OciArtifacts.Core.Registry.Uploads;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// A repository of a registry as a content store (distribution-spec 1.1.1). Requests are repeated after transient
/// failures.
/// </summary>
public sealed class RegistryRepository : IArtifactStore, IReferrerStore, IPlacedSource
{
    private readonly RegistryHttp _http;
    private readonly RepositoryRequests _requests;
    private readonly ConcurrentDictionary<Digest, bool> _unlisted = new();

    internal RegistryRepository(RegistryHttp http, string name)
    {
        _http = http;
        _requests = new RepositoryRequests(name, http.Options.Access);
        Name = name;
    }

    /// <summary>The name of the repository, as the registry knows it.</summary>
    public string Name { get; }

    string IPlacedSource.Place => $"{_http.Registry}/{Name}";

    private KnownBlobs Known => _http.Connection.Blobs;

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation)
    {
        var wasKnown = Known.IsIn(content.Digest, Name);
        using var response = await _http.SendAsync(_requests.Content(HttpMethod.Head, content), cancellation).ConfigureAwait(false);
        var isThere = await IsThereAsync(response, cancellation).ConfigureAwait(false) && HeadAnswer.Describes(content, response);
        if (isThere && !MediaType.IsManifest(content.MediaType)) Known.Add(content.Digest, Name);

        // Another client may have put the blob there in the meantime, so only knowledge from before the request is
        // dropped.
        if (!isThere && wasKnown) Known.Remove(content.Digest, Name);
        return isThere;
    }

    /// <inheritdoc/>
    /// <remarks>If the connection breaks, the client asks for the rest.</remarks>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        var request = _requests.Content(HttpMethod.Get, content);
        var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            await CheckAsync(content, response, cancellation).ConfigureAwait(false);
            var body = new ResumingStream(_http, request, response, content.Size);
            return new VerifyingStream(body, content, $"What {_http.Registry} sent of {Name}", OciErrorCode.RegistryUnreachable);
        }
        catch (Exception problem) when (problem is OciException or OperationCanceledException)
        {
            response.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// If another repository of the registry is known to have the blob, the registry is asked to mount it from there.
    /// </remarks>
    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        if (MediaType.IsManifest(content.MediaType))
        {
            await PutListedAsync(content, from, content.Digest.ToString(), cancellation).ConfigureAwait(false);
            return CopyOutcome.Copied;
        }

        using var turn = await _http.Connection.DigestLock.AcquireAsync(content.Digest, cancellation).ConfigureAwait(false);
        if (Known.IsIn(content.Digest, Name)) return CopyOutcome.Present;
        var upload = new BlobUpload(_http, Name, content, from);
        await using var disposal = upload.ConfigureAwait(false);
        var source = await MountSourceOfAsync(content, from, cancellation).ConfigureAwait(false);
        var outcome = await upload.RunAsync(source, cancellation).ConfigureAwait(false);
        Known.Add(content.Digest, Name);
        return outcome;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A registry with immutable tags may refuse the request although the tag names this manifest. Then this is
    /// success.
    /// </remarks>
    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        if (!Tag.IsValid(tag)) throw new OciException(OciErrorCode.InvalidTag, $"'{tag}' is no tag.");
        try
        {
            await PutListedAsync(root, from, tag, cancellation).ConfigureAwait(false);
        }
        catch (OciException refusal) when (refusal.Code is OciErrorCode.ContentRefused or OciErrorCode.Denied)
        {
            if ((await ResolveAsync(tag, cancellation).ConfigureAwait(false))?.Digest != root.Digest) throw;
        }
    }

    bool IReferrerStore.ListsInParallel => true;

    async Task<CopyOutcome> IReferrerStore.PutUnlistedAsync(Descriptor manifest, IContentSource from, CancellationToken cancellation)
    {
        await PutManifestAsync(manifest, from, manifest.Digest.ToString(), cancellation).ConfigureAwait(false);
        return CopyOutcome.Copied;
    }

    // A manifest that this object did not put was put by an earlier copy, which also learned whether the registry lists it.
    Task IReferrerStore.ListAsync(Digest subject, IReadOnlyList<Descriptor> referrers, CancellationToken cancellation) =>
        new ReferrerLists(_http, _requests).AddAsync(
            subject, referrers, referrer => !_unlisted.ContainsKey(referrer.Digest), cancellation);

    /// <summary>
    /// Opens an upload and cancels it. Success means that the registry accepts the credentials and the name of the
    /// repository, and permits to push there. Nothing is stored.
    /// </summary>
    /// <exception cref="OciException">
    /// The registry cannot be reached, or does not open an upload. The code says why.
    /// </exception>
    public Task CheckPushAsync(CancellationToken cancellation) => new PushCheck(_http, Name).RunAsync(cancellation);

    /// <summary>
    /// The descriptor of the tag or digest, or <see langword="null"/> if the repository does not have it.
    /// </summary>
    /// <param name="tag">A tag, or a digest as text.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OciException">
    /// The text is neither (<see cref="OciErrorCode.InvalidTag"/>), or the registry cannot be asked.
    /// </exception>
    public async Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation)
    {
        var isDigest = Digest.TryParse(tag, out var wanted);
        if (!isDigest && !Tag.IsValid(tag)) throw new OciException(OciErrorCode.InvalidTag, $"'{tag}' is neither a tag nor a digest.");
        using var response = await _http.SendAsync(_requests.Manifest(HttpMethod.Head, tag), cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;

        // The manifest itself is read if the registry refuses HEAD, omits headers that the specification only
        // recommends, or names a digest of another algorithm.
        var head = response.StatusCode == HttpStatusCode.OK ? ManifestReading.DescriptorOf(response) : null;
        var isEnough = head is not null && (!isDigest || head.Digest.Algorithm == wanted.Algorithm);
        var found = isEnough ? head : await ReadAsync(tag, isDigest ? wanted : null, cancellation).ConfigureAwait(false);
        return found is null || !isDigest || found.Digest == wanted ? found : throw new OciException(
            OciErrorCode.ContentMismatch, $"{_http.Registry} has {found.Digest} where {wanted} was asked for.");
    }

    /// <summary>
    /// The tags of the repository, in the order of the registry. There are none if the repository does not exist.
    /// </summary>
    /// <exception cref="OciException">The registry cannot be asked, or its list does not end.</exception>
    public IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellation) =>
        new TagList(_http).ReadAsync(_requests.Tags(), cancellation);

    /// <inheritdoc/>
    /// <remarks>
    /// The list is the registry's own, or the index under the tag that stands in for it (distribution-spec 1.1.1,
    /// "Listing Referrers").
    /// </remarks>
    public IAsyncEnumerable<Descriptor> ListReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellation) =>
        new ReferrerList(_http, _requests).ReadAsync(subject, artifactType, cancellation);

    // Some registries, and accounts that may only push, refuse to answer. Then the blob is pushed, and the push reports
    // a refusal.
    private static async Task<bool> IsThereAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        (int)response.StatusCode switch
        {
            200 => true,
            >= 400 and < 500 => false,
            _ => throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false),
        };

    private async Task<StoredManifest> PutManifestAsync(
        Descriptor manifest, IContentSource from, string reference, CancellationToken cancellation)
    {
        var put = await new ManifestPut(_http, _requests).RunAsync(manifest, from, reference, cancellation).ConfigureAwait(false);
        if (put.Referrer is not null && !put.IsListed) _unlisted[manifest.Digest] = true;
        return put;
    }

    // Puts a manifest, and lists it if it is a referrer.
    private async Task PutListedAsync(Descriptor manifest, IContentSource from, string reference, CancellationToken cancellation)
    {
        var put = await PutManifestAsync(manifest, from, reference, cancellation).ConfigureAwait(false);
        if (put.Referrer is not { } referrer) return;
        await ((IReferrerStore)this).ListAsync(referrer.Subject, [referrer.Content], cancellation).ConfigureAwait(false);
    }

    private async Task<Descriptor?> ReadAsync(string reference, Digest? wanted, CancellationToken cancellation)
    {
        var request = _requests.Manifest(HttpMethod.Get, reference);
        return (await new ManifestReading(_http).ReadAsync(request, wanted, cancellation).ConfigureAwait(false))?.Content;
    }

    private async Task CheckAsync(Descriptor content, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new OciException(OciErrorCode.ContentNotFound, $"{_http.Registry} does not have {content.Digest} in {Name}.");
        }

        if (response.StatusCode != HttpStatusCode.OK) throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        if (MediaType.IsManifest(content.MediaType) && ManifestReading.TypeOf(response) is { } type && type != content.MediaType)
        {
            throw new OciException(
                OciErrorCode.MalformedContent,
                $"{_http.Registry} sends {content.Digest} as {type}, but it is described as {content.MediaType}.");
        }

        // A body of the wrong length is not read.
        if (response.Content.Headers.ContentLength is { } length && length != content.Size)
        {
            throw new OciException(
                OciErrorCode.ContentMismatch,
                $"{_http.Registry} sends {length} bytes for {content.Digest} of {Name}, which should have {content.Size}. "
                + "It was damaged, or is described wrong.");
        }
    }

    private async ValueTask<string?> MountSourceOfAsync(Descriptor blob, IContentSource from, CancellationToken cancellation)
    {
        var origin = await ContentOrigin.FindAsync(from, blob, cancellation).ConfigureAwait(false);
        return origin is RegistryRepository other && ReferenceEquals(other._http.Connection, _http.Connection) && other.Name != Name
            ? other.Name
            : Known.OtherRepositoryWith(blob.Digest, Name);
    }
}

using System.Net.Http.Headers;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>The requests of an upload (distribution-spec 1.1.1, "Pushing Blobs").</summary>
internal sealed class UploadRequests(string repository, Descriptor blob, BlobReader reader)
{
    private readonly AccessScope _push = AccessScope.Push(repository);

    internal RegistryRequest Open() => new(HttpMethod.Post, At($"/v2/{repository}/blobs/uploads/"), _push);

    /// <summary>
    /// Mounts the blob from another repository, or opens a session if that is not possible. Needs the right to pull
    /// from there.
    /// </summary>
    internal RegistryRequest Mount(string source) => new(
        HttpMethod.Post,
        At($"/v2/{repository}/blobs/uploads/?mount={blob.Digest}&from={Uri.EscapeDataString(source)}"),
        _push.And(AccessScope.Pull(source)));

    internal RegistryRequest Exists() => new(HttpMethod.Head, At($"/v2/{repository}/blobs/{blob.Digest}"), _push);

    internal RegistryRequest Status(UploadSession session) => new(HttpMethod.Get, session.Location, _push);

    internal RegistryRequest Cancel(UploadSession session) => new(HttpMethod.Delete, session.Location, _push)
    {
        Body = static (_, _) => Task.FromResult<HttpContent>(new ByteArrayContent([])),
    };

    /// <summary>Sends the whole blob.</summary>
    internal RegistryRequest Whole(UploadSession session) => new(HttpMethod.Put, Closing(session), _push)
    {
        Body = (progress, cancellation) => PieceAsync(0, blob.Size, progress, cancellation),
        IsTransfer = true,
    };

    /// <summary>Sends the next chunk. Its range is inclusive and has no unit.</summary>
    internal RegistryRequest Chunk(UploadSession session, long length) => new(HttpMethod.Patch, session.Location, _push)
    {
        Body = async (progress, cancellation) =>
        {
            var content = await PieceAsync(session.Offset, length, progress, cancellation).ConfigureAwait(false);
            content.Headers.TryAddWithoutValidation("Content-Range", $"{session.Offset}-{session.Offset + length - 1}");
            return content;
        },
        IsTransfer = true,
    };

    /// <summary>Closes a session that has the whole blob.</summary>
    internal RegistryRequest Close(UploadSession session) => new(HttpMethod.Put, Closing(session), _push)
    {
        Body = (progress, _) =>
        {
            progress(true);
            return Task.FromResult<HttpContent>(WithType(new ByteArrayContent([])));
        },
    };

    private static Uri At(string path) => new(path, UriKind.Relative);

    private static HttpContent WithType(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType.OctetStream);
        return content;
    }

    private Uri Closing(UploadSession session) => RegistryAddress.With(session.Location, "digest", blob.Digest.ToString());

    private async Task<HttpContent> PieceAsync(long offset, long length, Action<bool> progress, CancellationToken cancellation)
    {
        var stream = await reader.OpenAsync(offset, length, cancellation).ConfigureAwait(false);
        var content = new StreamContent(new ProgressStream(stream, length, progress), ContentHasher.BufferSize);
        content.Headers.ContentLength = length;
        return WithType(content);
    }
}

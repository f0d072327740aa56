using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Pulls;

/// <summary>Reads manifests of unknown size, and describes them.</summary>
internal sealed class ManifestReading(RegistryHttp http)
{
    /// <summary>
    /// The descriptor from the headers of a HEAD answer, or <see langword="null"/> if one of them is missing. Then the
    /// manifest has to be read.
    /// </summary>
    internal static Descriptor? DescriptorOf(HttpResponseMessage head) =>
        DigestOf(head) is { } digest
        && head.Content.Headers is { ContentLength: > 0 and var length, ContentType.MediaType: { } type }
        && MediaType.IsManifest(type)
            ? new Descriptor(type, digest, length)
            : null;

    /// <summary>The digest that the registry names (distribution-spec 1.1.1, "Pulling manifests").</summary>
    internal static Digest? DigestOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.First(), out var digest)
            ? digest
            : null;

    /// <summary>
    /// The media type of the answer if it is that of a manifest. Some registries send a type without meaning.
    /// </summary>
    internal static string? TypeOf(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && MediaType.IsManifest(type) ? type : null;

    /// <summary>
    /// Reads the manifest, or returns <see langword="null"/> if it does not exist. Its descriptor has a digest of the
    /// wanted algorithm, even if the registry names one of another algorithm.
    /// </summary>
    /// <exception cref="OciException">
    /// The manifest is too large, contradicts itself, or is not what the registry says.
    /// </exception>
    internal async Task<PulledManifest?> ReadAsync(RegistryRequest request, Digest? wanted, CancellationToken cancellation)
    {
        using var answer = await http.ReadAsync(request, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        var response = answer.Response;
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        if (response.StatusCode != HttpStatusCode.OK) throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        return new PulledManifest(Describe(answer.Body.Span, response, wanted), answer.Body, response.Headers.ETag);
    }

    private static Descriptor Describe(ReadOnlySpan<byte> bytes, HttpResponseMessage response, Digest? wanted)
    {
        var place = AnswerText.AddressOf(response);
        var own = ManifestKind.Read(bytes);
        if (TypeOf(response) is { } said && own.MediaType is not null && own.MediaType != said)
        {
            throw new OciException(
                OciErrorCode.MalformedContent,
                $"The manifest {place} is sent as {said}, but calls itself {MediaType.Shown(own.MediaType)}. "
                + "Different clients would read it differently.");
        }

        var stated = DigestOf(response) is { IsVerifiable: true } digest ? digest : (Digest?)null;
        if (stated is not null && DigestLike(stated, bytes) is var actual && actual != stated)
        {
            throw new OciException(
                OciErrorCode.ContentMismatch,
                $"The manifest {place} should be {stated} by what the registry says, but is {actual}. "
                + "It was damaged on the way, or the registry is.");
        }

        var type = own.MediaType ?? TypeOf(response) ?? (own.IsIndex ? MediaType.Index : MediaType.Manifest);
        return new Descriptor(type, DigestLike(wanted ?? stated, bytes), bytes.Length);
    }

    private static Digest DigestLike(Digest? other, ReadOnlySpan<byte> bytes) =>
        other?.Algorithm == Digest.Sha512Name ? Digest.Sha512(bytes) : Digest.Sha256(bytes);
}

using System.Text.Json;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>Reads the documents that are attached to entries of an index, to name them in the document of the index.</summary>
/// <param name="content">Has the referrers of the entries and their documents.</param>
/// <param name="format">The format of the documents.</param>
internal sealed class EntrySbomReader(IContentSource content, SbomFormat format)
{
    /// <summary>The largest document that is read, in bytes.</summary>
    internal const int LargestDocument = 64 * 1024 * 1024;

    /// <summary>Reads the document of one entry.</summary>
    /// <param name="referrers">The referrers of the entry, of all types.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>
    /// <see langword="null"/> if no referrer has a layer that is a document of the format with an id. Of several documents, the one
    /// whose referrer has the first digest in ordinal order.
    /// </returns>
    /// <exception cref="OciException">A referrer or a document cannot be read.</exception>
    internal async Task<EntrySbom?> ReadAsync(IEnumerable<Descriptor> referrers, CancellationToken cancellation)
    {
        foreach (var referrer in referrers.OrderBy(referrer => referrer.Digest.ToString(), StringComparer.Ordinal))
        {
            var manifest = Manifest.Parse(
                await content.ReadAllAsync(referrer, ContentReading.LargestManifest, cancellation).ConfigureAwait(false));
            if (manifest.Layers.FirstOrDefault(layer => layer.MediaType == format.MediaType) is not { } layer) continue;
            var document = await content.ReadAllAsync(layer, LargestDocument, cancellation).ConfigureAwait(false);
            if (IdOf(document) is { } id) return new EntrySbom(id, referrer.Digest, Digest.Sha256(document), FileSums.Of(document));
        }

        return null;
    }

    private string? IdOf(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var name = format == SbomFormat.Spdx ? "documentNamespace" : "serialNumber";
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var id)
                && id.ValueKind == JsonValueKind.String
                && IsUsable(id.GetString()!)
                    ? id.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Another program may have made the document.
    private bool IsUsable(string id) => format == SbomFormat.Spdx
        ? Uri.TryCreate(id, UriKind.Absolute, out _)
        : id.StartsWith("urn:uuid:", StringComparison.Ordinal);
}

using System.Text.Json;

namespace OciArtifacts.Core.Model;

/// <summary>What the bytes of a manifest say that it is, regardless of the media type it was sent with.</summary>
/// <param name="MediaType">Its member <c>mediaType</c>, if it has one.</param>
/// <param name="IsIndex">Whether it is an index.</param>
internal readonly record struct ManifestKind(string? MediaType, bool IsIndex)
{
    /// <exception cref="OciException">
    /// The bytes are not a manifest, or are more than one of a manifest, an index and a manifest of Docker's first
    /// schema. Different clients would read such bytes differently (CVE-2021-41190)
    /// (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal static ManifestKind Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        string? mediaType = null;
        var (isIndex, isManifest, isOld) = (false, false, false);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("mediaType"u8);
                isIndex |= reader.ValueTextEquals("manifests"u8);
                isManifest |= reader.ValueTextEquals("layers"u8) || reader.ValueTextEquals("config"u8);
                isOld |= reader.ValueTextEquals("fsLayers"u8);
                if (isType && mediaType is not null) throw new JsonException();
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String) mediaType = reader.GetString();
                reader.Skip();
            }

            // Nothing may follow the object.
            reader.Read();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new OciException(OciErrorCode.MalformedContent, "This is no manifest: it is no JSON object.", problem);
        }

        return (isIndex && isManifest) || (isOld && (isIndex || isManifest))
            ? throw new OciException(
                OciErrorCode.MalformedContent,
                "This is both a manifest and an index, or a manifest of two schemas, so it means two things. It was not used.")
            : new ManifestKind(mediaType, isIndex);
    }
}

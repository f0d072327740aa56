namespace OciArtifacts.Core.Model;

/// <summary>A manifest or index that is attached to other content, as a list of such has it (distribution-spec 1.1.1, "Listing Referrers").</summary>
/// <param name="Subject">What it is attached to.</param>
/// <param name="Content">The manifest, with the type and the annotations that it says of itself.</param>
internal sealed record Referrer(Digest Subject, Descriptor Content)
{
    /// <summary>What the content is attached to, or <see langword="null"/> where it is attached to nothing.</summary>
    /// <exception cref="OciException">The bytes are no manifest (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static Referrer? Of(Descriptor content, ReadOnlySpan<byte> bytes)
    {
        var described = new Descriptor(content.MediaType, content.Digest, content.Size);
        if (MediaType.IsIndex(content.MediaType))
        {
            var index = ImageIndex.Parse(bytes);
            return index.Subject is null ? null : new Referrer(index.Subject.Digest, described with { ArtifactType = index.ArtifactType, Annotations = index.Annotations });
        }

        var manifest = Manifest.Parse(bytes);
        return manifest.Subject is null
            ? null
            : new Referrer(manifest.Subject.Digest, described with { ArtifactType = manifest.EffectiveArtifactType, Annotations = manifest.Annotations });
    }
}

namespace OciArtifacts.Core.Model;

/// <summary>
/// A manifest or an index with a subject, as a list of referrers describes it (distribution-spec 1.1.1, "Listing
/// Referrers").
/// </summary>
/// <param name="Subject">The digest of the subject.</param>
/// <param name="Content">
/// The descriptor of the manifest, with the artifact type and the annotations of the manifest.
/// </param>
internal sealed record Referrer(Digest Subject, Descriptor Content)
{
    /// <summary>Whether a referrer replaces older ones: it names the <see cref="Annotations.Producer"/>.</summary>
    internal static bool HasProducer(Descriptor referrer) => referrer.Annotations?.ContainsKey(Annotations.Producer) == true;

    /// <summary>
    /// The older referrers that newer ones replace: they have the same type and the same <see cref="Annotations.Producer"/>.
    /// </summary>
    internal static IReadOnlyList<Descriptor> Predecessors(IEnumerable<Descriptor> known, IReadOnlyList<Descriptor> newer) =>
    [
        .. known.Where(older => newer.All(one => one.Digest != older.Digest) && newer.Any(one => IsOfSameProducer(one, older))),
    ];

    /// <summary>
    /// Whether a referrer, or a layer of a shared tag, has the type and the <see cref="Annotations.Producer"/> of an older one.
    /// </summary>
    internal static bool IsOfSameProducer(Descriptor newer, Descriptor older) => newer.MediaType == older.MediaType
        && newer.ArtifactType == older.ArtifactType
        && newer.Annotations?.GetValueOrDefault(Annotations.Producer) is { Length: > 0 } producer
        && older.Annotations?.GetValueOrDefault(Annotations.Producer) == producer;

    /// <summary>Makes a referrer of a manifest or an index, or <see langword="null"/> if it has no subject.</summary>
    /// <exception cref="OciException">
    /// The bytes are not a manifest (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal static Referrer? Of(Descriptor content, ReadOnlySpan<byte> bytes)
    {
        var described = new Descriptor(content.MediaType, content.Digest, content.Size);
        if (MediaType.IsIndex(content.MediaType))
        {
            var index = ImageIndex.Parse(bytes);
            if (index.Subject is null) return null;
            return new Referrer(
                index.Subject.Digest, described with { ArtifactType = index.ArtifactType, Annotations = index.Annotations });
        }

        var manifest = Manifest.Parse(bytes);
        return manifest.Subject is null
            ? null
            : new Referrer(
                manifest.Subject.Digest,
                described with { ArtifactType = manifest.EffectiveArtifactType, Annotations = manifest.Annotations });
    }
}

using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>A file that becomes a referrer of the artifact, such as an SBOM or a scan result.</summary>
/// <param name="File">The file.</param>
public sealed record InputReferrer(InputFile File)
{
    /// <summary>The artifact type, an alias or a media type. The default is empty: the name of the file decides.</summary>
    public string ArtifactType { get; init; } = "";

    /// <summary>Annotations of the referrer's manifest. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The subjects that get the referrer. The default is <see cref="ReferrerSelector.Root"/>.</summary>
    public ReferrerSelector Selector { get; init; } = ReferrerSelector.Root;
}

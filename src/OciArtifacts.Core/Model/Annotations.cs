namespace OciArtifacts.Core.Model;

/// <summary>The keys of annotations that have a meaning here (image-spec 1.1, annotations.md).</summary>
public static class Annotations
{
    /// <summary>When the artifact was made, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>Who made it.</summary>
    public const string Authors = "org.opencontainers.image.authors";

    /// <summary>Where to read about it.</summary>
    public const string Url = "org.opencontainers.image.url";

    /// <summary>Where its documentation is.</summary>
    public const string Documentation = "org.opencontainers.image.documentation";

    /// <summary>Where its source is.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>Its version.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>The revision of its source.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>The organisation behind it.</summary>
    public const string Vendor = "org.opencontainers.image.vendor";

    /// <summary>Its licences, an SPDX expression.</summary>
    public const string Licenses = "org.opencontainers.image.licenses";

    /// <summary>The name of a tag, on descriptors of a layout's index only.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>Its title; on a layer, the name of the file that it becomes.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>What it is, for people.</summary>
    public const string Description = "org.opencontainers.image.description";

    /// <summary>ORAS: the digest of the uncompressed tar of a folder.</summary>
    public const string OrasContentDigest = "io.deis.oras.content.digest";

    /// <summary>ORAS: <c>true</c> where a layer is a folder that is to be unpacked.</summary>
    public const string OrasContentUnpack = "io.deis.oras.content.unpack";
}

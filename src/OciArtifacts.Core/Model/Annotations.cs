namespace OciArtifacts.Core.Model;

/// <summary>The keys of the annotations that this library knows (image-spec 1.1, annotations.md).</summary>
public static class Annotations
{
    /// <summary>The time when the artifact was made (RFC 3339).</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>The authors of the artifact.</summary>
    public const string Authors = "org.opencontainers.image.authors";

    /// <summary>The address of a page about the artifact.</summary>
    public const string Url = "org.opencontainers.image.url";

    /// <summary>The address of the documentation.</summary>
    public const string Documentation = "org.opencontainers.image.documentation";

    /// <summary>The address of the source code.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>The version of the artifact.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>The revision of the source code.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>The organisation that distributes the artifact.</summary>
    public const string Vendor = "org.opencontainers.image.vendor";

    /// <summary>The licences of the artifact as an SPDX expression.</summary>
    public const string Licenses = "org.opencontainers.image.licenses";

    /// <summary>The name of a tag. Used only on the descriptors in the index of an image layout.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>The title of the artifact. On a layer, the name of its file.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>A description for people.</summary>
    public const string Description = "org.opencontainers.image.description";

    /// <summary>The .NET runtime identifier of an entry of an index. A platform does not tell glibc from musl.</summary>
    public const string RuntimeIdentifier = "vnd.ociartifacts.runtime-identifier";

    /// <summary>The .NET target framework of an entry of an index.</summary>
    public const string TargetFramework = "vnd.ociartifacts.target-framework";

    /// <summary>
    /// The producer of a referrer, such as a scanner. A referrer replaces an older one of the same subject, type and producer.
    /// </summary>
    public const string Producer = "vnd.ociartifacts.producer";

    /// <summary>ORAS: the digest of the uncompressed tar archive of a folder.</summary>
    public const string OrasContentDigest = "io.deis.oras.content.digest";

    /// <summary>ORAS: <c>true</c> if the layer is a folder that clients unpack.</summary>
    public const string OrasContentUnpack = "io.deis.oras.content.unpack";
}

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>A format of a software bill of materials (SBOM), as a referrer has it.</summary>
/// <param name="Name">The name in settings.</param>
/// <param name="MediaType">The media type: the artifact type of the referrer, and the type of its layer.</param>
/// <param name="FileName">The title of the layer: the name of the file that a client writes.</param>
/// <param name="Write">Writes a document as JSON. The same document gives the same bytes.</param>
internal sealed record SbomFormat(string Name, string MediaType, string FileName, Func<SbomDocument, byte[]> Write)
{
    /// <summary>SPDX 2.3 as JSON.</summary>
    internal static SbomFormat Spdx { get; } = new("spdx", "application/spdx+json", "sbom.spdx.json", SpdxWriter.Write);

    /// <summary>CycloneDX 1.6 as JSON.</summary>
    internal static SbomFormat CycloneDx { get; } =
        new("cyclonedx", "application/vnd.cyclonedx+json", "sbom.cdx.json", CycloneDxWriter.Write);

    /// <summary>All formats, in the order in which their referrers are made.</summary>
    internal static IReadOnlyList<SbomFormat> All { get; } = [Spdx, CycloneDx];

    /// <summary>Whether the format needs the SHA-1 of each file, which no other part of an artifact has.</summary>
    internal bool NeedsSha1 => this == Spdx;
}

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>The license of a component, as its package states it. One of the members is set.</summary>
internal sealed record SbomLicense
{
    /// <summary>A valid SPDX expression, or empty.</summary>
    internal string Expression { get; init; } = "";

    /// <summary>The name of the file with the license, or other text, or empty.</summary>
    internal string Name { get; init; } = "";

    /// <summary>The address of the license, or empty.</summary>
    internal string Url { get; init; } = "";
}

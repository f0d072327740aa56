namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>The sentences by which the document of an index says what it does not contain.</summary>
internal static class IndexNote
{
    internal const string Text = "This document is about an index and names its entries. Files and components are in the documents of the "
        + "entries, which are referrers of the entries.";

    internal const string NoSbom = "No SBOM of this entry is known.";
}

using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Items;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>All metadata of an item are part of the key. Without them, the next packing would miss a change.</summary>
[TestClass]
public sealed class InputKeyMetadataTests
{
    [TestMethod]
    public void Each_metadata_that_has_a_meaning_is_in_the_key()
    {
        Assert.IsEmpty(KnownNames.MetadataOf("OciArtifactFile").Except(ArtifactItems.OfFiles, StringComparer.Ordinal));
        Assert.IsEmpty(KnownNames.MetadataOf("OciArtifactLayer").Except(ArtifactItems.OfLayers, StringComparer.Ordinal));
        Assert.IsEmpty(KnownNames.MetadataOf("OciArtifactAnnotation").Except(ArtifactItems.OfAnnotations, StringComparer.Ordinal));
    }
}

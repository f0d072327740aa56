using Microsoft.Build.Framework;
using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Items;

namespace OciArtifacts.Build.Tests.Checks;

[TestClass]
public sealed class MetadataCheckTests
{
    [TestMethod]
    [DataRow("OciArtifactFile", "MediaTyp", "Did you mean MediaType?")]
    [DataRow("OciArtifactFile", "TargetPaht", "Did you mean TargetPath?")]
    [DataRow("OciArtifactFile", "Layers", "Did you mean Layer?")]
    [DataRow("OciArtifactFile", "Platfrom", "Did you mean Platform?")]
    [DataRow("OciArtifactLayer", "Ordre", "Did you mean Order?")]
    [DataRow("OciArtifactLayer", "Package", "Did you mean Packages?")]
    [DataRow("OciArtifactAnnotation", "Valeu", "Did you mean Value?")]
    [DataRow("OciArtifactReferrer", "ArtifactTyp", "Did you mean ArtifactType?")]
    [DataRow("OciArtifactFile", "Value", "It is for OciArtifactAnnotation.")]
    [DataRow("OciArtifactLayer", "Scope", "It is for OciArtifactAnnotation.")]
    [DataRow("OciArtifactAnnotation", "Layer", "It is for OciArtifactFile.")]
    [DataRow("OciArtifactReferrer", "Layer", "It is for OciArtifactFile.")]
    [DataRow("OciArtifactTypeDefinition", "MediaType", "It is for OciArtifactFile, OciArtifactLayer, OciArtifactReferrer.")]
    [DataRow("OciArtifactIndexEntry", "RuntimeIdentifer", "Did you mean RuntimeIdentifier?")]
    public void Metadata_without_a_meaning_are_said(string itemType, string name, string said)
    {
        var problem = Problems(itemType, ProjectItems.Item("x", (name, "1"))).Single();
        StringAssert.Contains(problem, $"The metadata {name} of the {itemType} 'x'");
        StringAssert.Contains(problem, said);
    }

    [TestMethod]
    [DataRow("OciArtifactFile", "mediatype")]
    [DataRow("OciArtifactFile", "CopyToOutputDirectory")]
    [DataRow("OciArtifactFile", "Link")]
    [DataRow("OciArtifactFile", "NuGetPackageId")]
    [DataRow("OciArtifactFile", "RelativePath")]
    [DataRow("OciArtifactFile", "DestinationSubPath")]
    [DataRow("OciArtifactFile", "Visible")]
    [DataRow("OciArtifactFile", "Pack")]
    [DataRow("OciArtifactFile", "PackagePath")]
    [DataRow("OciArtifactFile", "AssetType")]
    [DataRow("OciArtifactFile", "PlatformTarget")]
    [DataRow("OciArtifactFile", "Target")]
    [DataRow("OciArtifactFile", "Culture")]
    [DataRow("OciArtifactFile", "MSBuildSourceProjectFile")]
    [DataRow("OciArtifactReferrer", "Condition")]
    public void Metadata_of_the_SDK_and_of_projects_are_left_alone(string itemType, string name) =>
        Assert.IsEmpty(Problems(itemType, ProjectItems.Item("x", (name, "1"))));

    [TestMethod]
    public void A_name_on_many_items_is_said_once()
    {
        var items = Enumerable.Range(0, 5).Select(i => ProjectItems.Item($"f{i}", ("MediaTyp", "text/plain"))).ToArray();
        StringAssert.Contains(Problems("OciArtifactFile", items).Single(), "'f0' and of 4 more");
    }

    private static IEnumerable<string> Problems(string itemType, params ITaskItem[] items) =>
        MetadataCheck.Problems(itemType, CustomMetadata.Except(items, KnownNames.MetadataOf(itemType)));
}

using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The type <c>modelpack</c>, whose layers are single files or archives.</summary>
[TestClass]
public sealed class ModelTypeTests
{
    [TestMethod]
    public void A_folder_of_a_model_is_an_archive_in_the_compression_of_the_project()
    {
        using var project = new PackFixture();
        project.Write("train/train.py", "print()");
        project.Task.IncludesPublishOutputByDefault = true;
        project.Task.ArtifactType = "modelpack";
        project.Task.Compression = "none";
        project.Task.Files = [Item("train", ("Layer", "code"))];
        var layer = project.Pack().GetProperty("layers").EnumerateArray().Single();
        Assert.AreEqual("application/vnd.cncf.model.code.v1.tar", layer.GetProperty("mediaType").GetString());
        Assert.IsFalse(layer.GetProperty("annotations").TryGetProperty("org.cncf.model.filepath", out _));
    }
}

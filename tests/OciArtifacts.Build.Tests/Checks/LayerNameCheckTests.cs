using OciArtifacts.Build.Checks;

namespace OciArtifacts.Build.Tests.Checks;

/// <summary>The check reports a misspelled layer name, and no intended one.</summary>
[TestClass]
public sealed class LayerNameCheckTests
{
    [TestMethod]
    [DataRow("pacakges", "packages")]
    [DataRow("App", "app")]
    [DataRow("simbols", "symbols")]
    [DataRow("contents", "content")]
    public void A_name_that_is_near_to_a_layer_is_said_once(string name, string meant)
    {
        var problem = LayerNameCheck.Problems(
            [("a.txt", name), ("b.txt", name)], ["content"], hasPublishOutput: true).Single();
        Assert.Contains($"The Layer '{name}' of the OciArtifactFile 'a.txt' makes a layer of its own. Did you mean {meant}?", problem);
    }

    [TestMethod]
    [DataRow("apps", true)]
    [DataRow("documents", true)]
    [DataRow("resources.de", true)]
    [DataRow("content", true)]
    [DataRow("pacakges", false, DisplayName = "without publish output")]
    [DataRow("", true)]
    public void A_name_that_is_meant_is_not(string name, bool hasPublishOutput) =>
        Assert.IsEmpty(LayerNameCheck.Problems([("a.txt", name)], ["content"], hasPublishOutput));
}

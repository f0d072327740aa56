using OciArtifacts.Build.Checks;

namespace OciArtifacts.Build.Tests.Checks;

[TestClass]
public sealed class NameCheckTests
{
    [TestMethod]
    [DataRow("OciArtifactRegistery", "OciArtifactRegistry")]
    [DataRow("OCIArtifactRegistrry", "OciArtifactRegistry")]
    [DataRow("OciArtifactTag", "OciArtifactTags")]
    [DataRow("OciArtifactsRegistry", "OciArtifactRegistry")]
    [DataRow("OciArtefactRegistry", "OciArtifactRegistry")]
    [DataRow("OicArtifactTag", "OciArtifactTags")]
    [DataRow("PublishOciArtifacts", "PublishOciArtifact")]
    [DataRow("OciRegistry", "OciArtifactRegistry")]
    [DataRow("OciTag", "OciArtifactTags")]
    [DataRow("OciArtifactRegistryUrl", "OciArtifactRegistry")]
    [DataRow("OciArtifactLayout", "OciArtifactLayoutDirectory")]
    [DataRow("OciArtifactInsecureRegistry", "OciArtifactInsecureRegistries")]
    [DataRow("OciArtifactTagPolicie", "OciArtifactTagPolicy")]
    [DataRow("OciArtifact_Registry", "OciArtifactRegistry")]
    [DataRow("OciArtifactFiles", "OciArtifactFile")]
    [DataRow("OciArtifactSBOMs", "OciArtifactSbom")]
    [DataRow("PackOciArtifactDependOn", "PackOciArtifactDependsOn")]
    public void A_misspelled_property_is_said_with_the_nearest_name(string name, string meant) =>
        Assert.AreEqual(
            $"The property {name} is not known to OciArtifacts.Build, so it has no effect. Did you mean {meant}?", Problem(name));

    [TestMethod]
    [DataRow("ociartifactregistry")]
    [DataRow("PUBLISHOCIARTIFACT")]
    [DataRow("OciArtifactsTasksAssembly")]
    [DataRow("OciArtifactDigest")]
    [DataRow("_OciArtifactWorkFolder")]
    [DataRow("OciRegion")]
    [DataRow("OciRegistryMirrorOfOurs")]
    [DataRow("ArtifactsPath")]
    [DataRow("UseArtifactsOutput")]
    [DataRow("ContosoOciArtifactRegistry")]
    [DataRow("SocialRegistry")]
    public void Nothing_is_said_of_a_known_name_or_of_one_that_is_not_ours(string name) =>
        Assert.IsNull(NameCheck.MayBeOurs(name) ? Problem(name) : null);

    [TestMethod]
    [DataRow("OciArtifactPassword")]
    [DataRow("OciArtifactToken")]
    [DataRow("OciArtifactUsername")]
    [DataRow("OciArtifactRegistryPassword")]
    [DataRow("OciArtifactApiKey")]
    public void Credentials_are_never_properties(string name)
    {
        StringAssert.Contains(Problem(name), "Credentials are never properties");
        StringAssert.Contains(Problem(name), "OCIARTIFACTS_PASSWORD");
    }

    [TestMethod]
    [DataRow("OciArtifactReportHtml")]
    [DataRow("OciArtifactLockFile")]
    public void A_name_of_a_later_version_is_said_to_be_one(string name) =>
        StringAssert.Contains(Problem(name), "of this version does not know it yet");

    [TestMethod]
    public void A_name_that_is_near_to_none_leads_to_the_page() => StringAssert.Contains(Problem("OciArtifactColour"), "docs/settings.md");

    [TestMethod]
    public void A_target_and_an_item_are_no_properties()
    {
        StringAssert.Contains(Problem("PushOciArtifact"), "It is a target. The property that switches the push off is OciArtifactPush.");
        StringAssert.Contains(Problem("OciArtifactFile"), "it is an item");
    }

    [TestMethod]
    [DataRow("OciArtifactFiles", "Did you mean OciArtifactFile?")]
    [DataRow("OciArtifactAnotation", "Did you mean OciArtifactAnnotation?")]
    [DataRow("OCIArtifactLayers", "Did you mean OciArtifactLayer?")]
    [DataRow("OciArtifactTypeDefinitions", "Did you mean OciArtifactTypeDefinition?")]
    [DataRow("OciFile", "Did you mean OciArtifactFile?")]
    [DataRow("OciArtifactTags", "it is a property")]
    [DataRow("OciArtifactReference", "does not know it yet")]
    public void A_misspelled_item_is_said(string name, string said) => StringAssert.Contains(Problem(name, NameKind.Item), said);

    [TestMethod]
    [DataRow("AfterPackOciArtifact", "AfterPushOciArtifact")]
    [DataRow("BeforePackOciArtifacts", "BeforePackOciArtifact")]
    [DataRow("PublishOciArtefact", "PublishOciArtifact")]
    public void A_hook_into_a_target_that_is_not_there_is_said(string name, string meant) =>
        StringAssert.Contains(Problem(name, NameKind.Target) ?? Problem(name), $"Did you mean {meant}?");

    [TestMethod]
    [DataRow("OCIARTIFACTS_USERNAM", "OCIARTIFACTS_USERNAME")]
    [DataRow("OCIARTIFACTS_PASSWORT", "OCIARTIFACTS_PASSWORD")]
    [DataRow("OCIARTIFACT_TOKEN", "OCIARTIFACTS_TOKEN")]
    [DataRow("OCI_ARTIFACTS_USERNAME", "OCIARTIFACTS_USERNAME")]
    [DataRow("OCI_ARTIFACT_REGISTRY", "OciArtifactRegistry")]
    [DataRow("OCIARTIFACTS_REGISTRY", "OciArtifactRegistry")]
    [DataRow("OICARTIFACTS_TOKEN", "OCIARTIFACTS_TOKEN")]
    public void A_misspelled_variable_is_said(string name, string meant) =>
        Assert.AreEqual(
            $"The environment variable {name} is not known to OciArtifacts.Build, so it has no effect. Did you mean {meant}?",
            Problem(name, NameKind.Variable));

    [TestMethod]
    [DataRow("OCIARTIFACTREGISTRY")]
    [DataRow("OCIARTIFACTS_TOKEN")]
    [DataRow("OCI_REGISTRY")]
    [DataRow("OCI_TAG")]
    [DataRow("ARTIFACTS_DIR")]
    [DataRow("OCI_CLI_USER")]
    public void Variables_of_jobs_and_other_tools_are_left_alone(string name) => Assert.IsNull(Problem(name, NameKind.Variable));

    private static string? Problem(string name, NameKind kind = NameKind.Property) => NameCheck.Problem(new FoundName(name, kind));
}

using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.SupplyChain.SubjectFixture;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>An artifact is verified by a trust policy before it is used.</summary>
[TestClass]
public sealed class VerifyOciArtifactTests
{
    private static readonly SigningFiles Files = new();

    [TestMethod]
    [DataRow("cosign", "\"cosignKeys\":[\"key.pub\"]")]
    [DataRow("notation", "\"trustStores\":[\"ca:own\"],\"trustedIdentities\":[\"x509.subject: C=US, ST=WA, O=Contoso, CN=Signer\"]")]
    public async Task What_the_named_signer_has_signed_is_trusted_and_the_log_says_who_it_was(string format, string signers)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = SignedManifest(registry.Host, format);
        registry.ClearRequests();
        artifact.Run(artifact.Verify(artifact.Reference, Policy(artifact, signers)));
        Assert.Contains("is trusted by the policy 'own'", artifact.Engine.All);
        Assert.Contains(format == "cosign" ? "by key.pub" : "CN=Signer", artifact.Engine.All);
        Assert.IsEmpty(registry.Requests.Where(request => request.Method is not ("GET" or "HEAD")));
    }

    [TestMethod]
    public async Task The_report_of_the_publish_names_the_artifact_too()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = SignedManifest(registry.Host, "cosign");
        artifact.Run(artifact.Verify(artifact.Report, Policy(artifact, "\"cosignKeys\":[\"key.pub\"]")));
    }

    [TestMethod]
    public void An_artifact_in_a_layout_is_verified_there()
    {
        using var artifact = SignedManifest("", "cosign");
        using var task = artifact.Verify(artifact.InLayout, Policy(artifact, "\"cosignKeys\":[\"key.pub\"]"));
        task.Repository = "registry.example.com/app";
        artifact.Run(task);
    }

    [TestMethod]
    [DataRow("", "other")]
    [DataRow("registry.example.com", "registry.example.com/other")]
    public void The_repository_of_a_layout_is_by_default_that_of_the_project_or_of_the_report(string registry, string repository)
    {
        using var artifact = SignedManifest("", "cosign");
        var policy = Policy(artifact, "\"cosignKeys\":[\"key.pub\"]", scope: "registry.example.com/app");
        using var task = artifact.Verify(artifact.InLayout, policy);
        task.Registry = registry;
        var error = artifact.Fail(task);
        StringAssert.StartsWith(error, $"OCIA5014: {repository}@");
        Assert.Contains("OciArtifactRegistry and OciArtifactRepository say where it comes from", artifact.Engine.All);
        using var ofReport = artifact.Verify(artifact.Report, policy);
        (ofReport.Registry, ofReport.LayoutDirectory) = (registry, artifact.LayoutFolder);
        if (registry.Length > 0) artifact.Run(ofReport);
        else StringAssert.StartsWith(artifact.Fail(ofReport), "OCIA5014: app@");
    }

    [TestMethod]
    public async Task A_key_of_somebody_else_is_an_error()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = SignedManifest(registry.Host, "cosign");
        var policy = Policy(artifact, "\"cosignKeys\":[\"other.pub\"]");
        artifact.Write("other.pub", new SigningFiles().PublicKey);
        StringAssert.StartsWith(artifact.Fail(artifact.Verify(artifact.Reference, policy)), "OCIA5014: ");
    }

    [TestMethod]
    public async Task Nothing_that_is_signed_is_an_error()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        var policy = Policy(artifact, "\"cosignKeys\":[\"key.pub\"]");
        artifact.Write("key.pub", Files.PublicKey);
        StringAssert.StartsWith(artifact.Fail(artifact.Verify(artifact.Reference, policy)), "OCIA5014: ");
    }

    [TestMethod]
    public async Task A_signature_that_a_lenient_policy_accepts_with_a_problem_is_a_warning()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = SignedManifest(registry.Host, "notation");
        var policy = Policy(
            artifact, "\"trustStores\":[\"ca:own\"],\"trustedIdentities\":[\"x509.subject: C=US, ST=WA, O=Somebody, CN=Else\"]", "audit");
        using var task = artifact.Verify(artifact.Reference, policy);
        Assert.IsTrue(task.Execute());
        var warning = ((FakeEngine)task.BuildEngine).Warnings.Single();
        Assert.AreEqual("OCIA5014", warning.Code);
    }

    [TestMethod]
    public async Task Without_a_policy_nothing_is_trusted()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = Manifest(registry.Host);
        using var task = artifact.Verify(artifact.Reference, "none.json");
        task.TrustPolicy = "";
        StringAssert.StartsWith(artifact.Fail(task), "OCIA2006: OciArtifactTrustPolicy is not set");
    }

    private static SubjectFixture SignedManifest(string registry, string format)
    {
        var artifact = Manifest(registry);
        var task = artifact.Sign(registry.Length > 0 ? artifact.Reference : artifact.InLayout, format);
        task.SigningKeyFile = artifact.Write("key.pem", Files.Key);
        task.SigningCertificateFile = artifact.Write("truststore/x509/ca/own/signer.pem", Files.Certificate);
        artifact.Write("key.pub", Files.PublicKey);
        artifact.Run(task);
        return artifact;
    }

    private static string Policy(SubjectFixture artifact, string signers, string level = "strict", string scope = "*")
    {
        artifact.Write(
            "policy.json",
            $$"""
            {"version":"1.0","trustPolicies":[{"name":"own","registryScopes":["{{scope}}"],
             "signatureVerification":{"level":"{{level}}"},{{signers}} }]}
            """);
        return "policy.json";
    }
}

using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Examples.Tests;

/// <summary>The rules of an organisation: which artifacts may be sent where.</summary>
[TestClass]
public sealed class PolicyExample : LibraryExample
{
    [TestMethod]
    public async Task Check_an_artifact_against_a_policy()
    {
        var file = Work.Write(
            "oci-policy.json",
            """
            {
              "rules": [
                {
                  "repositories": ["charts/*"],
                  "allow": ["application/vnd.cncf.helm.config.v1+json"],
                  "reason": "only charts go here"
                }
              ]
            }
            """);
        var policy = await RegistryPolicy.ReadAsync(file, Cancellation);
        var artifact = await new ArtifactPacker(Work["obj"]).PackAsync(ToolPlan("tool"), Cancellation);

        // The type of the artifact is checked, and each manifest with its layers; referrers obey the policy too.
        IReadOnlyList<Finding> Check(string repository) =>
        [
            .. artifact.AllManifests
                .Select(one => policy.Check(one.Manifest, Registry, repository))
                .Append(policy.Check(artifact.ArtifactType, Registry, repository))
                .OfType<Finding>(),
        ];

        Assert.IsEmpty(Check("tools/one"));
        var denied = Check("charts/one")[0];
        Assert.AreEqual(OciErrorCode.PolicyDenied, denied.Code);
        Assert.Contains("only charts go here", denied.Message);
    }
}

using OciArtifacts.Build.Packing;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>What a signature is made with is an input of the build.</summary>
[TestClass]
public sealed class SignedReferrersTests
{
    [TestMethod]
    public void The_file_of_the_program_that_signs_is_tracked()
    {
        using var folder = new WorkFolder("signed");
        var (program, tracked) = (folder.Write("signer", "one"), new List<string>());
        using var referrers = new SignedReferrers { Signing = new SigningSettings { Program = program }, Environment = _ => null };
        var inputs = new ArtifactInputs("application/vnd.contoso.widget.v1") { BaseDirectory = folder.Path, TrackInput = tracked.Add };
        referrers.PromisesFor(new ReferrerContext(null!, new Destination(null, "app", []), inputs, null, null!));
        Assert.AreSequenceEqual([program], tracked);
    }
}

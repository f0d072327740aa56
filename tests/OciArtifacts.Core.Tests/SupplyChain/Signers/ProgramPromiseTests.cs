using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Signers;

/// <summary>The file of a program is an input of its signatures.</summary>
[TestClass]
public sealed class ProgramPromiseTests
{
    [TestMethod]
    public void A_program_whose_file_changes_is_another_producer()
    {
        using var work = new WorkFolder();
        var first = KeyOf(work.Write("signer", "one"));
        Assert.AreEqual(first, KeyOf(work["signer"]));
        Assert.AreNotEqual(first, KeyOf(work.Write("signer", "two")));
        Failure.With(OciErrorCode.FileNotFound, () => KeyOf(work["missing"]));
    }

    private static string? KeyOf(string program) => ProgramPromise.Of(program, ReferrerSelector.All).ProducerKey;
}

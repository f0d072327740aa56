using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Tests.Pushing;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Tests.Checks;

[TestClass]
public sealed class PlaceClaimsTests
{
    private readonly string _build = Guid.NewGuid().ToString("N");

    // Each node of a build has its own engine.
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void The_second_project_is_refused_with_the_names_of_both(bool isOneNode)
    {
        using var first = new KeepingEngine();
        using var other = new KeepingEngine();
        PlaceClaims.Claim(first, _build, "a.csproj net10.0", ["r/a:1", "r/a:2"]);
        var failure = Assert.ThrowsExactly<OciException>(
            () => PlaceClaims.Claim(isOneNode ? first : other, _build, "b.csproj net10.0", ["r/a:3", "r/a:2"]));
        Assert.AreEqual(OciErrorCode.PlaceTaken, failure.Code);
        StringAssert.Contains(failure.Message, "a.csproj net10.0 and b.csproj net10.0");
        StringAssert.Contains(failure.Message, "r/a:2");
    }

    [TestMethod]
    public void The_same_project_may_claim_again_and_others_have_other_places()
    {
        using var engine = new KeepingEngine();
        PlaceClaims.Claim(engine, _build, "a", ["r/a:1"]);
        PlaceClaims.Claim(engine, _build, "a", ["r/a:1"]);
        PlaceClaims.Claim(engine, _build, "b", ["r/a:2", "r/b:1"]);
        PlaceClaims.Claim(engine, Guid.NewGuid().ToString("N"), "c", ["r/a:1"]);
    }

    [TestMethod]
    public void Of_many_that_claim_at_a_time_one_has_it()
    {
        using var engine = new KeepingEngine();
        for (var round = 0; round < 200; round++)
        {
            var place = $"r/a:{round}";
            var refused = 0;
            Parallel.For(0, 4, i =>
            {
                try
                {
                    PlaceClaims.Claim(engine, _build, $"p{i}", [place]);
                }
                catch (OciException)
                {
                    Interlocked.Increment(ref refused);
                }
            });
            Assert.AreEqual(3, refused, place);
        }
    }

    [TestMethod]
    public void Nothing_is_left_when_the_build_is_over()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"ociartifacts-{_build}");
        using (var engine = new KeepingEngine())
        {
            PlaceClaims.Claim(engine, _build, "a", ["r/a:1"]);
            Assert.HasCount(1, Directory.GetFiles(folder));
        }

        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    public void Without_a_build_or_an_engine_that_keeps_things_nothing_is_claimed()
    {
        using var engine = new KeepingEngine();
        PlaceClaims.Claim(engine, "", "a", ["r/a:1"]);
        PlaceClaims.Claim(engine, "", "b", ["r/a:1"]);
        PlaceClaims.Claim(new FakeEngine(), _build, "a", ["r/a:1"]);
        Assert.IsEmpty(engine.Kept);
    }
}

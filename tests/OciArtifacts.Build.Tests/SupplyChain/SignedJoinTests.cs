using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>The machine that joins what other machines have published signs it.</summary>
[TestClass]
public sealed class SignedJoinTests
{
    private static readonly SigningFiles Files = new();

    [TestMethod]
    [DataRow("app")]
    [DataRow("other/app")]
    public async Task What_the_report_of_a_part_names_is_signed_and_what_somebody_else_attached_to_the_part_is_not(string repository)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var part = SubjectFixture.WithProvenance(registry.Host, hasSbom: true);
        part.Write("other.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"of somebody else"}""");
        using var attach = part.Attach(part.Reference);
        attach.Referrers = [Item("other.spdx.json")];
        part.Run(attach);
        var attached = await part.ReferrersAsync(part.Digest);
        var foreign = attached.Select(one => one.Digest.ToString()).Except(part.ReportedReferrers).Single();

        using var index = Join(part, part.Report, repository);
        Assert.HasCount(2, part.ReportedReferrers);
        foreach (var signed in part.ReportedReferrers.Append(part.Digest))
        {
            Assert.Contains(SigstoreBundle.MediaType, await TypesAsync(part, signed, repository));
            Assert.Contains($"{signed.Replace(':', '-')}.sig", registry.Tags(repository));
        }

        Assert.Contains($"{part.Digest.Replace(':', '-')}.att", registry.Tags(repository));
        Assert.HasCount(2, (await TypesAsync(part, part.Digest, repository)).Where(type => type == SigstoreBundle.MediaType));
        Assert.IsEmpty(await TypesAsync(part, foreign, repository));
        var entry = index.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("manifests")[0];
        var reported = entry.GetProperty("referrers").EnumerateArray().Select(one => one.GetProperty("digest").GetString()).ToList();
        Assert.IsEmpty(part.ReportedReferrers.Except(reported));
        Assert.DoesNotContain(foreign, reported);
    }

    [TestMethod]
    public async Task Without_the_report_of_a_part_only_the_part_itself_is_signed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var part = SubjectFixture.WithProvenance(registry.Host, hasSbom: true);
        using var index = Join(part, part.Reference, "app");
        Assert.Contains($"{part.Digest.Replace(':', '-')}.sig", registry.Tags("app"));
        Assert.DoesNotContain($"{part.Digest.Replace(':', '-')}.att", registry.Tags("app"));
        foreach (var referrer in part.ReportedReferrers) Assert.IsEmpty(await part.ReferrersAsync(referrer));
    }

    [TestMethod]
    public async Task What_the_same_key_has_signed_is_not_signed_again_by_a_join_in_another_checkout()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var part = SubjectFixture.WithProvenance(registry.Host, hasSbom: true);
        using var first = Join(part, part.Report, "app");
        var before = registry.Contents;
        using var second = Join(part, part.Report, "app");
        Assert.AreEqual(first.Task.Digest, second.Task.Digest);
        Assert.AreSequenceEqual(before, registry.Contents);
    }

    [TestMethod]
    public async Task A_referrer_that_was_deleted_since_is_left_out()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var part = SubjectFixture.WithProvenance(registry.Host, hasSbom: true);
        var (gone, left) = (part.ReportedReferrers[0], part.ReportedReferrers[1]);
        using var client = new HttpClient();
        using var deleted = await client.DeleteAsync(new Uri(registry.Address, $"/v2/app/manifests/{gone}"));
        Assert.IsTrue(deleted.IsSuccessStatusCode);
        using var index = Join(part, part.Report, "app");
        Assert.DoesNotContain($"{gone.Replace(':', '-')}.sig", registry.Tags("app"));
        Assert.Contains($"{left.Replace(':', '-')}.sig", registry.Tags("app"));
    }

    private static PackFixture Join(SubjectFixture part, string place, string repository)
    {
        var index = new PackFixture();
        index.Write("key.pem", Files.Key);
        var task = index.Task;
        (task.PublishDirectory, task.Parts) = ("", [Item(place, ("RuntimeIdentifier", "linux-x64"))]);
        (task.Registry, task.Repository, task.Push) = (part.Registry, repository, "true");
        (task.SigningFormat, task.SigningKeyFile) = (["cosign"], index["key.pem"]);
        index.Pack();
        index.Push();
        return index;
    }

    private static async Task<IEnumerable<string>> TypesAsync(SubjectFixture part, string digest, string repository) =>
        (await part.ReferrersAsync(digest, repository)).Select(referrer => referrer.ArtifactType!);
}

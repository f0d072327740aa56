namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>An SBOM is made again only where something that it is made of has changed.</summary>
[TestClass]
public sealed class UnchangedSbomTests
{
    [TestMethod]
    public void Without_a_change_nothing_is_read_or_written()
    {
        using var project = new RestoredProject("spdx;cyclonedx");
        Settle();
        project.Pack.Pack();
        var before = Stamps(project);
        using var again = project.Pack.Again();
        Assert.IsTrue(again.Execute(), project.Pack.Engine.All);
        Assert.Contains("is up to date.", project.Pack.Engine.All);
        Assert.AreSequenceEqual(before, Stamps(project));
        var report = project.Pack.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.AreEqual(0, report.GetProperty("bytesHashed").GetInt64());
        Assert.HasCount(2, report.GetProperty("referrers").EnumerateArray());
    }

    [TestMethod]
    [DataRow("the license of a package changes")]
    [DataRow("the hash of a package changes")]
    [DataRow("the resolved packages change")]
    [DataRow("the formats change")]
    [DataRow("the SDK changes")]
    [DataRow("the shared framework changes")]
    [DataRow("the compiler changes")]
    public void A_change_is_noticed_and_the_artifact_itself_stays(string what)
    {
        using var project = new RestoredProject("spdx");
        project.Pack.Pack();
        var (digest, sbom) = (project.Pack.Task.Digest, Sbom(project));
        using var again = project.Pack.Again();
        switch (what)
        {
            case "the license of a package changes":
                project.Package("contoso.text/2.0.0", "<license type=\"expression\">ISC</license><authors>Contoso</authors>");
                break;
            case "the hash of a package changes":
                project.Pack.Write("packages/contoso.text/2.0.0/contoso.text.nupkg.sha512", Convert.ToBase64String([1, .. new byte[63]]));
                break;
            case "the resolved packages change":
                var assets = File.ReadAllText(again.AssetsFile);
                project.Pack.Write("obj/project.assets.json", assets.Replace("3.0.0", "3.0.1", StringComparison.Ordinal));
                break;
            case "the formats change": again.Sbom = "cyclonedx"; break;
            case "the SDK changes": again.BuildTools = [ProjectItems.Item(".NET SDK", ("Version", "10.0.200"))]; break;
            case "the shared framework changes":
                again.SharedFrameworks = [ProjectItems.Item("Microsoft.NETCore.App", ("Version", "10.0.9"))];
                break;
            default: again.Compiler = typeof(UnchangedSbomTests).Assembly.Location; break;
        }

        Assert.IsTrue(again.Execute(), project.Pack.Engine.All);
        Assert.AreEqual(digest, again.Digest);
        Assert.AreNotEqual(sbom, Sbom(project));
    }

    [TestMethod]
    public void Without_the_setting_the_SBOM_is_gone()
    {
        using var project = new RestoredProject("spdx");
        project.Pack.Pack();
        using var again = project.Pack.Again();
        again.Sbom = "";
        Assert.IsTrue(again.Execute(), project.Pack.Engine.All);
        Assert.IsEmpty(project.Pack.Record.Referrers);
    }

    [TestMethod]
    public void What_is_packed_again_from_the_same_files_has_the_same_SBOM()
    {
        using var project = new RestoredProject("spdx;cyclonedx");
        project.Pack.Pack();
        var digests = project.Pack.Record.Referrers.Select(referrer => referrer.Content.Digest).ToList();
        Directory.Delete(project.Pack["obj/ociartifacts"], recursive: true);
        using var again = project.Pack.Again();
        Assert.IsTrue(again.Execute(), project.Pack.Engine.All);
        Assert.AreSequenceEqual(digests, project.Pack.Record.Referrers.Select(referrer => referrer.Content.Digest));
    }

    private static string Sbom(RestoredProject project) => project.Pack.Record.Referrers.Single().Content.Digest.ToString();

    // Until a change would show in the times of the files.
    private static void Settle() => Thread.Sleep(250);

    private static string[] Stamps(RestoredProject project) =>
    [
        .. Directory.GetFiles(project.Pack["obj/ociartifacts"], "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("result.json" or "digests.bin" or "packed.receipt"))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}"),
    ];
}

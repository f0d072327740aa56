using System.Security.Cryptography;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Wrong bytes in the work folder or in the inputs reach neither a layout nor a registry.</summary>
[TestClass]
public sealed class WrongBytesTests : SampleTests
{
    [TestMethod]
    public async Task A_layout_that_was_damaged_is_right_after_the_next_publish_with_news_or_without()
    {
        var sample = await CopyOfAsync("ContosoDocuments");
        await sample.PublishAsync();
        foreach (var news in (string[])["", "One more guide."])
        {
            if (news.Length > 0) sample.Write("guides/more.md", news);
            foreach (var blob in Blobs(sample)) Damage(blob);
            await sample.PublishAsync();

            // Blobs of the earlier artifact are named by nothing any more, so the publish cannot repair them.
            var root = await File.ReadAllBytesAsync(PathOf(sample, sample.Report.Digest), TestContext.CancellationToken);
            var manifest = OciManifest.Parse(root);
            foreach (var content in manifest.Layers.Append(manifest.Config).Select(content => content.Digest).Append(sample.Report.Digest))
            {
                var bytes = await File.ReadAllBytesAsync(PathOf(sample, content), TestContext.CancellationToken);
                Assert.AreEqual(content, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
            }
        }
    }

    [TestMethod]
    public async Task A_folder_that_is_in_use_is_refused_in_one_error_and_stays_as_it_is()
    {
        var sample = await CopyOfAsync("ContosoDocuments");
        var before = FileTree.Of(sample["guides"]).ToString();
        var build = await sample.TryPublishAsync("-p:OciArtifactLayoutDirectory=guides");
        Assert.AreNotEqual(0, build.ExitCode);
        Assert.AreSequenceEqual(["OCIA3010"], build.ErrorCodes);
        Assert.AreEqual(before, FileTree.Of(sample["guides"]).ToString());
    }

    [TestMethod]
    public async Task Of_an_artifact_with_a_referrer_that_is_wrong_nothing_is_sent()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await CopyOfAsync("ContosoReports");
        sample.Write("reports/app.spdx.json", "no JSON");
        var build = await sample.TryPublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Assert.AreSequenceEqual(["OCIA5002"], build.ErrorCodes);
        Assert.IsEmpty(registry.Requests.Where(request => request.Method is "POST" or "PUT" or "PATCH"));
    }

    private static string[] Blobs(SampleProject sample) => Directory.GetFiles(Path.Combine(sample.LayoutFolder, "blobs", "sha256"));

    private static string PathOf(SampleProject sample, string digest) => Path.Combine(sample.LayoutFolder, "blobs", "sha256", digest[7..]);

    // The size stays the same. The time stays the same too, if the file system records another time that shows the
    // change.
    private static void Damage(string blob)
    {
        var (bytes, time) = (File.ReadAllBytes(blob), File.GetLastWriteTimeUtc(blob));
        bytes[0] ^= 1;
        File.WriteAllBytes(blob, bytes);
        if (!OperatingSystem.IsWindows()) File.SetLastWriteTimeUtc(blob, time);
    }
}

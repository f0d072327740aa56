using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Interop.Tests;

/// <summary>Artifacts read by skopeo, which follows the specification strictly and supports only images.</summary>
[TestClass]
public sealed class SkopeoTests : PeerTests
{
    [TestMethod]
    public async Task It_reads_the_manifest_from_the_layout_the_archive_and_the_registry_as_it_was_written()
    {
        var pushed = await PushedAsync(Skopeo);
        foreach (var sample in (SampleProject[])[pushed.App, pushed.Widget])
        {
            var wanted = PushedSamples.ManifestOf(sample);
            Assert.AreEqual(wanted, await RunAsync(Skopeo, "inspect", "--raw", $"oci:{sample.LayoutFolder}:latest"));
            Assert.AreEqual(wanted, await RunAsync(Skopeo, "inspect", "--raw", $"oci-archive:{PushedSamples.ArchiveOf(sample)}:latest"));
            Assert.AreEqual(
                wanted, await RunAsync(Skopeo, "inspect", "--raw", "--tls-verify=false", $"docker://{pushed.Reference(sample)}"));
        }
    }

    [TestMethod]
    public async Task It_copies_a_layout_to_another_and_keeps_the_digest()
    {
        var pushed = await PushedAsync(Skopeo);
        foreach (var sample in (SampleProject[])[pushed.App, pushed.Widget])
        {
            var folder = NewFolder();
            await CopyAsync($"oci:{sample.LayoutFolder}:latest", $"oci:{folder["copy"]}:copied");
            var copied = LayoutReader.Open(folder["copy"]);
            Assert.AreEqual(sample.Layout.Root.Digest, copied.Root.Digest);
            Assert.AreEqual(sample.Layout.Unpack().ToString(), copied.Unpack().ToString());
        }
    }

    [TestMethod]
    public async Task It_copies_a_layout_to_the_registry_and_keeps_the_digest()
    {
        var pushed = await PushedAsync(Skopeo);
        foreach (var sample in (SampleProject[])[pushed.App, pushed.Widget])
        {
            var target = $"docker://{pushed.Host}/copies/{sample.Name.ToLowerInvariant()}:copied";
            await CopyAsync("--dest-tls-verify=false", $"oci:{sample.LayoutFolder}:latest", target);
            Assert.AreEqual(PushedSamples.ManifestOf(sample), await RunAsync(Skopeo, "inspect", "--raw", "--tls-verify=false", target));
        }
    }

    private Task CopyAsync(params string[] arguments) =>
        RunAsync(Skopeo, ["copy", "--insecure-policy", "--preserve-digests", .. arguments]);
}

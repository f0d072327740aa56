using OciArtifacts.Core.ArtifactTypes;
using static OciArtifacts.Core.Tests.ArtifactTypes.Checks.SifBytes;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>The header and the descriptors of a Singularity image tell where it has to end.</summary>
[TestClass]
public sealed class SifImageTests
{
    private const string Config = "application/vnd.sylabs.sif.config.v1+json";
    private const string Layer = "application/vnd.sylabs.sif.layer.v1.sif";

    [TestMethod]
    public async Task An_image_whose_parts_are_all_there_is_one()
    {
        Assert.IsEmpty(await FindingsAsync(Image([1, 2, 3], [4])));
        Assert.IsEmpty(await FindingsAsync(Image()), "An image without parts.");
        Assert.IsEmpty(await FindingsAsync(HeaderOf(0, 128, 0)), "A header alone.");
        Assert.IsEmpty(await FindingsAsync([.. Image([1, 2, 3]), 0, 0]), "More behind its end.");
    }

    [TestMethod]
    public async Task One_that_is_cut_off_at_any_byte_is_none()
    {
        var whole = Image([1, 2, 3], [4, 5]);
        for (var length = 0; length < whole.Length; length++)
        {
            var findings = await FindingsAsync(whole[..length]);
            Assert.AreSequenceEqual(
                [OciErrorCode.FormatMismatch], findings.Select(finding => finding.Code), null, $"{length} of {whole.Length} bytes");
        }
    }

    [TestMethod]
    public async Task The_error_says_where_it_ends_and_where_it_should()
    {
        var whole = Image([1, 2, 3], [4, 5]);
        Assert.Contains(
            $"its bytes are no Singularity image: a part of it ends at {whole.Length}, and it has {whole.Length - 1} bytes. It is cut off. "
            + "Give it another file",
            (await FindingsAsync(whole[..^1])).Single().Message);
        Assert.Contains(
            "it has 60 bytes, and the header alone has 128. It is cut off.", (await FindingsAsync(whole[..60])).Single().Message);
        Assert.Contains(
            $"its descriptors end at {128 + (3 * 585)}, and it has 200 bytes.", (await FindingsAsync(whole[..200])).Single().Message);
    }

    [TestMethod]
    [DataRow("02\0")]
    [DataRow("1\0\0")]
    public async Task Another_version_is_refused(string version) =>
        Assert.Contains("the version in its header is not 01", (await FindingsAsync(HeaderOf(0, 128, 0, version))).Single().Message);

    [TestMethod]
    [DataRow(-1, 128, 0)]
    [DataRow(1, 128, 584)]
    [DataRow(0, 64, 0)]
    [DataRow(0, -1, 0)]
    [DataRow(0, 128, -1)]
    [DataRow(long.MaxValue, 128, long.MaxValue)]
    [DataRow(1, long.MaxValue, 585)]
    public async Task A_header_that_nothing_can_fulfil_is_refused(long total, long start, long size) =>
        Assert.AreEqual(
            OciErrorCode.FormatMismatch, (await FindingsAsync([.. HeaderOf(total, start, size), .. new byte[600]])).Single().Code);

    [TestMethod]
    [DataRow(-1, 1)]
    [DataRow(0, -1)]
    [DataRow(long.MaxValue, long.MaxValue)]
    [DataRow(713, 1)]
    public async Task A_part_that_is_nowhere_in_the_file_is_refused(long start, long size) =>
        Assert.AreEqual(
            OciErrorCode.FormatMismatch, (await FindingsAsync([.. HeaderOf(1, 128, 585), .. DescriptorOf(start, size)])).Single().Code);

    // 4 MiB hold 7169 descriptors. The tools write 48.
    [TestMethod]
    public async Task Descriptors_far_behind_the_start_are_not_read()
    {
        byte[] image = [.. HeaderOf(1, 4 * 1024 * 1024, 585), .. new byte[(4 * 1024 * 1024) - 128], .. DescriptorOf(long.MaxValue, 1)];
        Assert.IsEmpty(await FindingsAsync(image));
        Assert.HasCount(1, await FindingsAsync(image[..^1]));
    }

    private static Task<IReadOnlyList<Finding>> FindingsAsync(byte[] image) =>
        new Checked(null).WithConfig(Config).WithLayer(Layer, image).FindingsAsync();
}

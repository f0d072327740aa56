using OciArtifacts.Build.Items;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;

namespace OciArtifacts.Build.Tests.Pushing;

[TestClass]
public sealed class PushSettingsTests
{
    private static readonly PushSettings Defaults = new() { ParallelUploads = "8", TagPolicy = "Override", UploadChunkSize = "" };

    [TestMethod]
    public void The_defaults_upload_in_one_piece_and_override()
    {
        var (registry, copy) = Defaults.Read();
        Assert.AreEqual((8, 24), (registry.ParallelTransfers, copy.Parallelism));
        Assert.IsNull(registry.ChunkSize);
        Assert.AreEqual(TagPolicy.Override, copy.TagPolicy);
        Assert.IsEmpty(registry.TokenHosts);
    }

    [TestMethod]
    [DataRow("1", 1)]
    [DataRow("17", 17)]
    public void A_number_of_uploads_holds_for_the_registry_and_for_the_copy(string value, int number)
    {
        var (registry, copy) = (Defaults with { ParallelUploads = value }).Read();
        Assert.AreEqual((number, number == 1 ? 1 : 3 * number), (registry.ParallelTransfers, copy.Parallelism));
    }

    [TestMethod]
    [DataRow("1", 1)]
    [DataRow("104857600", 104857600)]
    [DataRow("8589934592", 8589934592)]
    public void A_size_of_chunks_is_a_number_of_bytes(string value, long bytes) =>
        Assert.AreEqual(bytes, (Defaults with { UploadChunkSize = value }).Read().Registry.ChunkSize);

    [TestMethod]
    [DataRow("Override", TagPolicy.Override)]
    [DataRow("fail", TagPolicy.Fail)]
    [DataRow("SKIP", TagPolicy.Skip)]
    public void A_policy_is_read_in_any_letters(string value, TagPolicy policy) =>
        Assert.AreEqual(policy, (Defaults with { TagPolicy = value }).Read().Copy.TagPolicy);

    [TestMethod]
    [DataRow("")]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("many")]
    [DataRow("1.5")]
    [DataRow(" 1")]
    [DataRow("2147483648")]
    public void An_invalid_number_of_uploads_is_named(string value) => AssertInvalid(
        Defaults with { ParallelUploads = value }, $"OciArtifactParallelUploads is '{value}', but has to be a number from 1 on.");

    [TestMethod]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("10MB")]
    [DataRow(" ")]
    [DataRow("9223372036854775808")]
    public void An_invalid_size_of_chunks_is_named(string value) => AssertInvalid(
        Defaults with { UploadChunkSize = value }, $"OciArtifactUploadChunkSize is '{value}', but has to be a number of bytes from 1 on.");

    [TestMethod]
    [DataRow("")]
    [DataRow("Never")]
    [DataRow("1")]
    public void An_invalid_tag_policy_is_named_with_the_valid_ones(string value) => AssertInvalid(
        Defaults with { TagPolicy = value }, $"OciArtifactTagPolicy is '{value}', but can only be one of: Override, Fail, Skip.");

    [TestMethod]
    public void Lists_are_parted_by_semicolons_that_came_escaped_too()
    {
        var (registry, _) = (Defaults with
        {
            InsecureRegistries = ["a:1; b ;", "c"],
            TokenHosts = ["auth.example;login.example", " ", "third.example"],
        }).Read();
        Assert.AreSequenceEqual(["a:1", "b", "c"], registry.InsecureRegistries.Take(3));
        Assert.AreSequenceEqual(["auth.example", "login.example", "third.example"], registry.TokenHosts);
    }

    private static void AssertInvalid(PushSettings settings, string message)
    {
        var failure = Assert.ThrowsExactly<OciException>(() => settings.Read());
        Assert.AreEqual(OciErrorCode.InvalidSetting, failure.Code);
        Assert.AreEqual(message, failure.Message);
    }
}

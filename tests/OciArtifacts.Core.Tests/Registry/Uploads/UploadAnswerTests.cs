using OciArtifacts.Core.Registry.Uploads;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

[TestClass]
public sealed class UploadAnswerTests
{
    [TestMethod]
    [DataRow("0-0", 1L)]
    [DataRow("0-999", 1000L)]
    [DataRow("bytes=0-999", 1000L)]
    [DataRow("Bytes=0-999", 1000L)]
    [DataRow("0-9223372036854775806", long.MaxValue)]
    public void A_range_has_both_ends(string range, long bytes) => Assert.AreEqual(bytes, UploadAnswer.BytesIn(With("Range", range)));

    [TestMethod]
    [DataRow("")]
    [DataRow("0-")]
    [DataRow("1-999")]
    [DataRow("999")]
    [DataRow("0--1")]
    [DataRow("0- 5")]
    [DataRow("0-+5")]
    [DataRow("0-5, 7-9")]
    [DataRow("0-9223372036854775807")]
    [DataRow("0-99999999999999999999")]
    public void What_is_no_range_from_the_start_says_nothing(string range) => Assert.IsNull(UploadAnswer.BytesIn(With("Range", range)));

    [TestMethod]
    public void An_answer_without_headers_says_nothing()
    {
        using var response = new HttpResponseMessage();
        Assert.IsNull(UploadAnswer.BytesIn(response));
        Assert.IsNull(UploadAnswer.SmallestChunk(response));
    }

    [TestMethod]
    [DataRow("1", 1L)]
    [DataRow("5242880", 5242880L)]
    [DataRow("0", null)]
    [DataRow("-1", null)]
    [DataRow("many", null)]
    public void The_smallest_chunk_is_a_number_above_zero(string text, long? length) =>
        Assert.AreEqual(length, UploadAnswer.SmallestChunk(With("OCI-Chunk-Min-Length", text)));

    private static HttpResponseMessage With(string name, string value)
    {
        var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}

using System.Text;
using OciArtifacts.Build.Planning;

namespace OciArtifacts.Build.Tests.Planning;

[TestClass]
public sealed class EndpointDatesTests
{
    private const string Date = "Thu, 01 Jan 2026 00:00:00 GMT";

    private static readonly DateTimeOffset NewYear = DateTimeOffset.FromUnixTimeSeconds(1767225600);

    // The SDK writes the same text with line breaks.
    private const string Manifest =
        """{"Version":1,"ManifestType":"Publish","Endpoints":[{"Route":"a.css","AssetFile":"a.css","Selectors":[],"ResponseHeaders":"""
        + """[{"Name":"Cache-Control","Value":"no-cache"},{"Name":"ETag","Value":"\u0022x\u0022"},"""
        + """{"Name":"Last-Modified","Value":"Sun, 29 Nov 2026 10:22:20 GMT"}],"EndpointProperties":"""
        + """[{"Name":"Last-Modified","Value":"stays"}]},{"Route":"b.css","AssetFile":"b.css","Selectors":[],"ResponseHeaders":"""
        + """[{"Name":"Last-Modified","Value":"Sun, 01 Nov 2026 01:02:03 GMT"}],"EndpointProperties":[]}]}""";

    [TestMethod]
    public void Each_date_is_that_of_the_source_and_every_other_byte_stays() => Assert.AreEqual(
        Manifest
            .Replace("Sun, 29 Nov 2026 10:22:20 GMT", Date, StringComparison.Ordinal)
            .Replace("Sun, 01 Nov 2026 01:02:03 GMT", Date, StringComparison.Ordinal),
        Replaced(Manifest));

    [TestMethod]
    public void What_was_replaced_is_replaced_by_itself()
    {
        var once = Replaced(Manifest)!;
        Assert.AreEqual(once, Replaced(once));
    }

    [TestMethod]
    [DataRow("""{"Value":"old","Name":"Last-Modified"}""", $$"""{"Value":"{{Date}}","Name":"Last-Modified"}""")]
    [DataRow("""{ "Name" : "last-modified" , "Value" : "" }""", $$"""{ "Name" : "last-modified" , "Value" : "{{Date}}" }""")]
    [DataRow(
        """{"Name":"Last-Modified","Value":"\u0022\"é","More":[{"Value":"stays"}] }""",
        $$"""{"Name":"Last-Modified","Value":"{{Date}}","More":[{"Value":"stays"}] }""")]
    [DataRow(
        """1,[{"Name":"Last-Modified","Value":"stays"}],{"Name":"Last-Modified","Value":"old"}""",
        $$"""1,[{"Name":"Last-Modified","Value":"stays"}],{"Name":"Last-Modified","Value":"{{Date}}"}""")]
    public void A_header_is_found_however_it_is_written(string header, string wanted) =>
        Assert.AreEqual($$"""{"ResponseHeaders":[{{wanted}}]}""", Replaced($$"""{"ResponseHeaders":[{{header}}]}"""));

    [TestMethod]
    public void A_byte_order_mark_and_line_breaks_stay() => Assert.AreEqual(
        $$"""
        {{'\uFEFF'}}{"ResponseHeaders": [
          { "Name": "Last-Modified", "Value": "{{Date}}" }
        ]}

        """,
        Replaced(
            $$"""
            {{'\uFEFF'}}{"ResponseHeaders": [
              { "Name": "Last-Modified", "Value": "old" }
            ]}

            """));

    [TestMethod]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("not JSON")]
    [DataRow("""{"ResponseHeaders":[{"Name":"Last-Modified","Value":"old"}]""", DisplayName = "no end")]
    [DataRow("""{"ResponseHeaders":[{"Name":"Last-Modified","Value":"old"}]} more""", DisplayName = "more behind the end")]
    [DataRow("""{"ResponseHeaders":[{"Name":"Last-Modified","Value":1}]}""", DisplayName = "no text")]
    [DataRow("""{"ResponseHeaders":[{"Name":"ETag","Value":"x"}]}""", DisplayName = "no such header")]
    [DataRow("""{"ResponseHeaders":{"Name":"Last-Modified","Value":"old"}}""", DisplayName = "no list")]
    [DataRow("""{"Endpoints":[{"Name":"Last-Modified","Value":"old"}]}""", DisplayName = "no headers")]
    public void What_has_no_such_header_is_left_as_it_is(string manifest) => Assert.IsNull(Replaced(manifest));

    [TestMethod]
    public void What_is_not_UTF_8_is_left_as_it_is()
    {
        Assert.IsNull(EndpointDates.Replace(Encoding.Unicode.GetBytes(Manifest), NewYear));
        var broken = Encoding.UTF8.GetBytes(Manifest.Replace("no-cache", "ÿ", StringComparison.Ordinal));
        broken[Array.IndexOf(broken, (byte)0xC3)] = 0xFF;
        Assert.IsNull(EndpointDates.Replace(broken, NewYear));
    }

    private static string? Replaced(string manifest) =>
        EndpointDates.Replace(Encoding.UTF8.GetBytes(manifest), NewYear) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}

using System.Globalization;
using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>What holds for a document in each format.</summary>
[TestClass]
public sealed class SbomWriterTests
{
    [TestMethod]
    [DataRow("spdx")]
    [DataRow("cyclonedx")]
    public void The_order_of_the_facts_does_not_change_the_bytes(string name)
    {
        var app = Bills.App;
        var turned = app with
        {
            Artifact = app.Artifact with { DependsOn = [.. app.Artifact.DependsOn.Reverse()] },
            Components = [.. app.Components.Reverse()],
            Files = [.. app.Files.Reverse()],
        };
        Assert.AreEqual(Text(name, app), Text(name, turned));
    }

    [TestMethod]
    [DataRow("spdx")]
    [DataRow("cyclonedx")]
    public void The_culture_and_the_time_zone_of_the_date_do_not_change_the_bytes(string name)
    {
        var utc = Bills.App with { Date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) };
        var elsewhere = utc with { Date = utc.Date!.Value.ToOffset(TimeSpan.FromHours(-11)) };
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = WithDotsInTimes();
            Assert.AreEqual(Text(name, utc), Text(name, elsewhere));
            Assert.Contains("2026-01-02T03:04:05Z", Text(name, elsewhere));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    [DataRow("spdx", "documentNamespace")]
    [DataRow("cyclonedx", "serialNumber")]
    public void The_id_changes_with_the_content_alone(string name, string member)
    {
        var id = Id(Bills.App);
        Assert.AreEqual(id, Id(Bills.App with { }));
        Assert.AreNotEqual(id, Id(Bills.App with { Files = [] }));
        Assert.AreNotEqual(id, Id(Bills.App with { Artifact = Bills.App.Artifact with { Content = Descriptor.Of("a/b", "x"u8) } }));
        var uuid = Guid.Parse(id["urn:uuid:".Length..]);
        Assert.AreEqual(8, uuid.Version);
        Assert.IsInRange(8, 11, uuid.Variant);

        string Id(SbomDocument document) => Bills.Parse(Format(name).Write(document)).GetProperty(member).GetString()!;
    }

    [TestMethod]
    [DataRow("spdx")]
    [DataRow("cyclonedx")]
    public void A_fact_that_is_there_twice_is_written_once(string name)
    {
        var app = Bills.App;
        var twice = app with { Files = [.. app.Files, .. app.Files], Tools = [.. app.Tools, .. app.Tools] };
        Assert.AreEqual(Text(name, app), Text(name, twice));
    }

    // The tests run without the data of real cultures.
    private static CultureInfo WithDotsInTimes()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.TimeSeparator = ".";
        return culture;
    }

    internal static SbomFormat Format(string name) => SbomFormat.All.Single(format => format.Name == name);

    private static string Text(string name, SbomDocument document) => Encoding.UTF8.GetString(Format(name).Write(document));
}

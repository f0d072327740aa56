using System.Globalization;
using OciArtifacts.Build.Pushing;

namespace OciArtifacts.Build.Tests.Pushing;

[TestClass]
public sealed class AmountTests
{
    [TestMethod]
    [DataRow(0, "0 bytes")]
    [DataRow(1, "1 bytes")]
    [DataRow(999, "999 bytes")]
    [DataRow(1000, "1.0 kB")]
    [DataRow(1049, "1.0 kB")]
    [DataRow(1050, "1.1 kB")]
    [DataRow(999_949, "999.9 kB")]
    [DataRow(999_950, "1.0 MB")]
    [DataRow(1_000_000, "1.0 MB")]
    [DataRow(999_949_999, "999.9 MB")]
    [DataRow(999_950_000, "1.0 GB")]
    [DataRow(1_500_000_000, "1.5 GB")]
    [DataRow(2e12, "2.0 TB")]
    [DataRow(5e15, "5000.0 TB")]
    [DataRow(999.4, "999 bytes")]
    [DataRow(999.5, "1.0 kB")]
    public void A_size_has_a_unit_and_a_point_in_every_culture(double bytes, string text) => WithDecimalComma(
        () => Assert.AreEqual(text, Amount.Bytes(bytes)));

    [TestMethod]
    [DataRow(3_000_000, 2000, " (1.5 MB/s)")]
    [DataRow(1, 2, " (500 bytes/s)")]
    [DataRow(1, 1, "", DisplayName = "too fast to tell")]
    [DataRow(1, 0, "", DisplayName = "no time at all")]
    [DataRow(0, 2000, "", DisplayName = "nothing")]
    public void A_rate_stands_in_parentheses(long bytes, int milliseconds, string text) => WithDecimalComma(
        () => Assert.AreEqual(text, Amount.Rate(bytes, TimeSpan.FromMilliseconds(milliseconds))));

    private static void WithDecimalComma(Action act)
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

using System.Text.RegularExpressions;
using OciArtifacts.Build.Checks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Checks;

/// <summary>
/// The lists of names agree with the targets and with docs/settings.md. Otherwise the check would call a new setting
/// misspelled.
/// </summary>
[TestClass]
public sealed partial class KnownNamesTests
{
    private static string Targets { get; } = string.Concat(
        Directory.GetFiles(Checkout.Path("src/OciArtifacts.Build/msbuild")).Select(File.ReadAllText));

    private static string Settings { get; } = File.ReadAllText(Checkout.Path("docs/settings.md"));

    [TestMethod]
    public void Properties_are_those_that_the_targets_read() =>
        Assert.AreSequenceEqual(Names(PropertyReads(), Targets).ToArray(), KnownNames.Properties.Order(StringComparer.Ordinal).ToArray());

    [TestMethod]
    public void Items_are_those_that_the_targets_read() =>
        Assert.AreSequenceEqual(
            Names(ItemReads(), Targets).Append("GeneratedOciArtifact").Distinct().Order(StringComparer.Ordinal).ToArray(),
            KnownNames.Items.Order(StringComparer.Ordinal).ToArray());

    [TestMethod]
    public void Targets_are_the_public_ones() =>
        Assert.AreSequenceEqual(Names(TargetNames(), Targets).ToArray(), KnownNames.Targets.Order(StringComparer.Ordinal).ToArray());

    [TestMethod]
    public void Variables_are_those_of_the_page() =>
        Assert.AreSequenceEqual(Names(VariableNames(), Settings).ToArray(), KnownNames.Variables.Order(StringComparer.Ordinal).ToArray());

    [TestMethod]
    public void All_names_are_on_the_page()
    {
        foreach (var name in KnownNames.Properties.Concat(KnownNames.Items).Concat(KnownNames.Targets))
            Assert.IsTrue(
                Settings.Contains($"`{name}`", StringComparison.Ordinal) || Settings.Contains($"({name})`", StringComparison.Ordinal),
                name);
    }

    [TestMethod]
    [DataRow("OciArtifactFile")]
    [DataRow("OciArtifactLayer")]
    [DataRow("OciArtifactAnnotation")]
    [DataRow("OciArtifactReferrer")]
    public void Metadata_are_those_of_the_table_of_the_item(string item)
    {
        var section = Settings[Settings.IndexOf($"### `{item}`", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n#", 5, StringComparison.Ordinal)];
        var rows = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1]);
        var documented = rows.SelectMany(cell => Names(MetadataNames(), cell)).Where(name => name is not "*").ToArray();
        Assert.AreSequenceEqual(
            documented.Order(StringComparer.Ordinal).ToArray(), KnownNames.MetadataOf(item).Order(StringComparer.Ordinal).ToArray());
    }

    // A name that the targets know belongs into the other list.
    [TestMethod]
    public void Names_of_a_later_version_are_not_read_by_this_one()
    {
        var later = KnownNames.LaterProperties.Concat(KnownNames.LaterItems).Concat(KnownNames.LaterTargets).ToList();
        Assert.IsNotEmpty(later);
        foreach (var name in later)
        {
            Assert.IsFalse(
                Regex.IsMatch(Targets, $@"\b{name}\b", RegexOptions.CultureInvariant), $"{name} is known now: move it in KnownNames.");
        }
    }

    private static IEnumerable<string> Names(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(
        @"\$\((?<name>(?:OciArtifact|PublishOciArtifact|PackOciArtifact|PushOciArtifact)[A-Za-z]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex PropertyReads();

    [GeneratedRegex(@"@\((?<name>OciArtifact[A-Za-z]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex ItemReads();

    [GeneratedRegex(@"<Target Name=""(?<name>[A-Z][A-Za-z]*)""", RegexOptions.CultureInvariant)]
    private static partial Regex TargetNames();

    [GeneratedRegex(@"`(?<name>OCIARTIFACTS_[A-Z_]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex VariableNames();

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex MetadataNames();
}

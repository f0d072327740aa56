using System.Text.RegularExpressions;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The settings page documents all settings that the targets read, and no others.</summary>
[TestClass]
public sealed partial class DocumentationTests
{
    private static string Targets { get; } = string.Concat(
        Directory.GetFiles(Path.Combine(TargetsProject.SourceFolder(), "msbuild")).Select(File.ReadAllText));

    private static string Settings { get; } = File.ReadAllText(
        Path.Combine(TargetsProject.SourceFolder(), "..", "..", "docs", "settings.md"));

    [TestMethod]
    public void Every_public_property_is_documented() => AssertDocumented(Properties().Matches(Targets));

    [TestMethod]
    public void Every_public_item_is_documented() => AssertDocumented(ItemNames().Matches(Targets));

    [TestMethod]
    public void Every_public_target_is_documented() => AssertDocumented(TargetNames().Matches(Targets));

    [TestMethod]
    public void Every_documented_property_is_read()
    {
        var documented = DocumentedProperties().Matches(Settings).Select(match => match.Groups["name"].Value).Distinct().ToList();
        Assert.IsNotEmpty(documented);
        foreach (var name in documented) Assert.Contains(name, Targets, $"{name} is in docs/settings.md, but no target knows it.");
    }

    private static void AssertDocumented(MatchCollection matches)
    {
        var names = matches.Select(match => match.Groups["name"].Value).Distinct().ToList();
        Assert.IsNotEmpty(names);
        foreach (var name in names)
        {
            string[] forms = [$"`{name}`", $"`$({name})`", $"`@({name})`"];
            Assert.IsTrue(forms.Any(form => Settings.Contains(form, StringComparison.Ordinal)), $"{name} is not in docs/settings.md.");
        }
    }

    [GeneratedRegex(@"\$\((?<name>(?:OciArtifact|PublishOciArtifact)[A-Za-z]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Properties();

    [GeneratedRegex(@"@\((?<name>OciArtifact[A-Za-z]*|GeneratedOciArtifact)\)", RegexOptions.CultureInvariant)]
    private static partial Regex ItemNames();

    [GeneratedRegex(@"<Target Name=""(?<name>[A-Za-z][A-Za-z]*)""", RegexOptions.CultureInvariant)]
    private static partial Regex TargetNames();

    [GeneratedRegex(@"^\| `(?<name>OciArtifact[A-Za-z]+)` \|", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex DocumentedProperties();
}

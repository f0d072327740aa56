using System.Text.RegularExpressions;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The table of rules in docs/registries.md names existing tests.</summary>
[TestClass]
public sealed partial class RegistriesPageTests
{
    private const string Heading = "## Rules and their tests";

    [TestMethod]
    public void Each_rule_names_a_test_that_exists()
    {
        var page = File.ReadAllText(Checkout.Path("docs/registries.md"));
        var rows = page[page.IndexOf(Heading, StringComparison.Ordinal)..]
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .ToList();
        Assert.IsGreaterThan(50, rows.Count);
        var files = Directory.GetFiles(Checkout.Path("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var tests = TestNames().Matches(row);
            Assert.IsNotEmpty(tests, row);
            foreach (Match test in tests)
            {
                var (type, method) = (test.Groups["type"].Value, test.Groups["method"].Value);
                Assert.IsTrue(
                    files[type].Any(code => code.Contains($" {method}(", StringComparison.Ordinal)),
                    $"{type}.{method} is in docs/registries.md, but there is no such test.");
            }
        }
    }

    [GeneratedRegex(@"`(?<type>[A-Z]\w+)\.(?<method>[A-Z]\w+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex TestNames();
}

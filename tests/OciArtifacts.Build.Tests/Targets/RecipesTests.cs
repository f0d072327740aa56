using System.Text.RegularExpressions;
using OciArtifacts.Build.Checks;
using OciArtifacts.TestKit;
using YamlDotNet.RepresentationModel;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>The pipelines of <c>docs/ci</c> that readers copy.</summary>
[TestClass]
public sealed partial class RecipesTests
{
    private static readonly string[] Files =
    [
        "github-actions.yml", "azure-pipelines.yml", "gitlab-ci.yml",
        "signing-github-actions.yml", "signing-azure-pipelines.yml", "signing-gitlab-ci.yml",
    ];

    [TestMethod]
    public void The_page_lists_all_of_them()
    {
        var folder = Checkout.Path("docs/ci");
        Assert.AreSequenceEqual(
            Files.Order(StringComparer.Ordinal), Directory.GetFiles(folder, "*.yml").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in Files) StringAssert.Contains(Text("README.md"), $"[{file}]({file})");
    }

    [TestMethod]
    [DataRow("github-actions.yml", "-p:OciArtifactPushByDigest=true")]
    [DataRow("azure-pipelines.yml", "-p:OciArtifactPushByDigest=true")]
    [DataRow("gitlab-ci.yml", "-p:OciArtifactPushByDigest=true")]
    [DataRow("signing-github-actions.yml", "-p:OciArtifactProvenance=true")]
    [DataRow("signing-azure-pipelines.yml", "-p:OciArtifactProvenance=true")]
    [DataRow("signing-gitlab-ci.yml", "-p:OciArtifactProvenance=true")]
    public void One_is_valid_YAML_whose_properties_and_targets_exist(string file, string option)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(file)));
        var commands = Scalars(yaml.Documents.Single().RootNode).Where(text => text.StartsWith("dotnet ", StringComparison.Ordinal)).ToList();
        Assert.HasCount(2, commands);
        foreach (var command in commands)
        {
            var properties = Properties().Matches(command).Select(match => match.Groups["name"].Value).ToList();
            Assert.IsNotEmpty(properties);
            Assert.IsEmpty(properties.Except(KnownNames.Properties), command);
        }

        StringAssert.Contains(commands[0], option);
        StringAssert.Contains(commands[0], "-p:OciArtifactReportFile=");
        var target = commands[1].Split("-t:")[1].Split(' ')[0];
        Assert.Contains(target, KnownNames.Targets);
        foreach (var variable in Variables().Matches(Text(file)).Select(match => match.Value)) Assert.Contains(variable, KnownNames.Variables);
    }

    [TestMethod]
    [DataRow("signing-github-actions.yml")]
    [DataRow("signing-azure-pipelines.yml")]
    [DataRow("signing-gitlab-ci.yml")]
    public void The_job_that_publishes_has_no_key(string file)
    {
        var text = Text(file);
        var signing = text.IndexOf("-t:SignOciArtifact", StringComparison.Ordinal);
        var first = text.IndexOf("OciArtifactSigning", StringComparison.Ordinal);
        Assert.IsGreaterThan(0, signing);
        Assert.IsGreaterThan(signing, first);
    }

    [TestMethod]
    public void The_project_beside_them_has_items_and_properties_that_exist()
    {
        var page = Text("README.md");
        foreach (var name in Elements().Matches(page).Select(match => match.Groups["name"].Value))
        {
            Assert.IsTrue(KnownNames.Properties.Contains(name) || KnownNames.Items.Contains(name), name);
        }
    }

    private static string Text(string file) => File.ReadAllText(Checkout.Path($"docs/ci/{file}"));

    private static IEnumerable<string> Scalars(YamlNode node) => node switch
    {
        YamlScalarNode scalar => [scalar.Value ?? ""],
        YamlSequenceNode sequence => sequence.Children.SelectMany(Scalars),
        YamlMappingNode mapping => mapping.Children.Values.SelectMany(Scalars),
        _ => [],
    };

    [GeneratedRegex("-p:(?<name>[A-Za-z]+)=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Properties();

    [GeneratedRegex("OCIARTIFACTS_[A-Z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Variables();

    [GeneratedRegex("<(?<name>OciArtifact[A-Za-z]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Elements();
}

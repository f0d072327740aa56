using System.Text.RegularExpressions;
using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Tests.Reporting;

/// <summary>The advice adds the settings of a project to a message of the library.</summary>
[TestClass]
public sealed partial class AdviceTests
{
    [TestMethod]
    public void Each_remedy_leads_to_settings_that_exist()
    {
        foreach (var remedy in Enum.GetValues<Remedy>().Except([Remedy.None]))
        {
            var settings = Settings().Matches(Advice.For(remedy) ?? "").Select(match => match.Value).ToArray();
            Assert.IsNotEmpty(settings, $"{remedy} has no advice that names a setting.");
            Assert.IsEmpty(settings.Except(KnownNames.Properties).Except(KnownNames.Items), remedy.ToString());
        }
    }

    [TestMethod]
    public void Advice_stands_behind_the_message() =>
        Assert.AreEqual("It is wrong. Set the registry in OciArtifactRegistry.", Advice.Complete("It is wrong.", Advice.For(Remedy.Registry)));

    [TestMethod]
    public void A_message_without_a_remedy_stays_as_it_is() =>
        Assert.AreEqual("It is wrong.", Advice.Complete("It is wrong.", Advice.For(Remedy.None)));

    [GeneratedRegex(@"\bOciArtifact[A-Z]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Settings();
}

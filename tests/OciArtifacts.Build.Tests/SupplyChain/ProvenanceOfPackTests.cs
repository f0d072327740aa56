using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>The setting <c>OciArtifactProvenance</c>: a statement of how the artifact was built is attached to what is packed.</summary>
[TestClass]
public sealed class ProvenanceOfPackTests
{
    private const string Statement = "application/vnd.in-toto+json";

    [TestMethod]
    public void It_names_the_artifact_the_project_and_the_packages_with_their_hashes()
    {
        using var project = Provenance();
        project.Pack.Pack();
        var statement = project.Documents(Statement).Single();
        Assert.AreEqual(project.Pack.Task.Digest[7..], statement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString());
        var definition = statement.GetProperty("predicate").GetProperty("buildDefinition");
        Assert.AreEqual("net10.0", definition.GetProperty("externalParameters").GetProperty("targetFramework").GetString());
        Assert.AreEqual("https://example.com/app", definition.GetProperty("externalParameters").GetProperty("repository").GetString());
        var packages = definition.GetProperty("resolvedDependencies").EnumerateArray()
            .ToDictionary(one => one.GetProperty("uri").GetString()!, one => one, StringComparer.Ordinal);
        Assert.Contains("pkg:nuget/Contoso.Analyzers@3.0.0", packages.Keys);
        Assert.AreEqual(
            new string('0', 128), packages["pkg:nuget/Contoso.Text@2.0.0"].GetProperty("digest").GetProperty("sha512").GetString());
    }

    [TestMethod]
    public void A_change_of_a_package_is_in_the_next_one_and_no_change_packs_nothing()
    {
        using var project = Provenance();
        project.Pack.Pack();
        var first = project.Pack.Record;
        project.Pack.Pack();
        Assert.IsTrue(project.Pack.Record.IsUnchanged);
        project.Package("contoso.text/2.0.0", "<license type=\"expression\">MIT</license>");
        project.Pack.Write("packages/contoso.text/2.0.0/contoso.text.nupkg.sha512", Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 64)]));
        project.Pack.Pack();
        Assert.AreEqual(first.Root.Digest, project.Pack.Record.Root.Digest);
        Assert.AreNotEqual(first.Referrers[0].Content.Digest, project.Pack.Record.Referrers[0].Content.Digest);
    }

    private static RestoredProject Provenance()
    {
        var project = new RestoredProject("");
        project.Pack.Task.Provenance = "true";
        project.Pack.Task.TargetFramework = "net10.0";
        project.Pack.Task.DefaultAnnotations = [Item("org.opencontainers.image.source", ("Value", "https://example.com/app"))];
        return project;
    }
}

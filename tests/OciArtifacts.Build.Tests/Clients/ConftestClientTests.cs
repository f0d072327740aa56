using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>
/// Conftest (open-policy-agent/conftest 6a3fd60, internal/commands/push.go) and OPA (open-policy-agent/opa v1,
/// download/oci_download.go, bundle/bundle.go): two clients that read policies in different forms.
/// </summary>
[TestClass]
public sealed class ConftestClientTests
{
    private const string Policy = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego";
    private const string Data = "application/vnd.cncf.openpolicyagent.data.layer.v1+json";

    [TestMethod]
    public void A_folder_is_one_layer_a_file_as_the_push_of_conftest_makes_them()
    {
        string[] files =
        [
            "policy/base.rego", "policy/lib/util.rego", "policy/base_test.rego", "policy/data.yaml", "policy/exclusions.yml",
            "policy/services.json", "policy/README.md", "policy/.git/x.rego",
        ];
        using var published = Published.Of("conftest-policy", project =>
        {
            foreach (var file in files) project.Write(file, file.EndsWith("json", StringComparison.Ordinal) ? "{}" : "a: 1");
            project.Task.Files = [Item("policy")];
        });

        // Policies are *.rego files, data are *.yaml, *.yml and *.json files. Titles are paths with the folder, and all
        // data have one media type.
        var pushed = files.Where(
            file => !file.Contains(".git/", StringComparison.Ordinal) && !file.EndsWith(".md", StringComparison.Ordinal))
            .Select(file => $"{(file.EndsWith(".rego", StringComparison.Ordinal) ? Policy : Data)} {file}");
        Assert.AreSequenceEqual(
            pushed.Order(StringComparer.Ordinal),
            published.Layers.Select(layer => $"{layer.MediaType} {layer.Title}").Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void The_former_alias_is_that_of_conftest_and_a_message_says_so()
    {
        using var published = Published.Of("opa-policy", project =>
        {
            project.Write("a.rego", "package a");
            project.Task.Files = [Item("a.rego")];
        });
        Assert.AreEqual(Policy, published.Layers.Single().MediaType);
        Assert.Contains("The alias opa-policy is now called conftest-policy", published.Said);
    }

    [TestMethod]
    public void A_bundle_is_what_OPA_downloads_and_loads()
    {
        using var published = Published.Of("opa-bundle", project =>
        {
            project.Write("bundle/.manifest", """{"revision":"1","roots":["app"]}""");
            project.Write("bundle/app/rules.rego", "package app\n\nallow := true\n");
            project.Write("bundle/app/data.json", """{"users":[]}""");
            project.Write("bundle/app/more/data.yaml", "a: 1");
            project.Write("bundle/app/notes.json", "{}");
            project.Write("bundle/README.md", "#");
            project.Task.Files = [Item("bundle")];
        });

        // The first layer of this type is the bundle; of others it says "no tarball descriptor found in the layers".
        var bundle = published.Layers.First(layer => layer.MediaType == "application/vnd.oci.image.layer.v1.tar+gzip");
        Assert.AreSequenceEqual(
            [".manifest", "app/data.json", "app/more/data.yaml", "app/rules.rego"], bundle.Files().Keys.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    [DataRow("data.json", "[1]", "is at the top of the bundle, and has to be an object there.")]
    [DataRow("a/data.json", "{", "cannot be read, so that OPA cannot load the bundle")]
    [DataRow("a/data.yaml", "a: [", "cannot be read, so that OPA cannot load the bundle")]
    [DataRow("x.rego", "allow := true", "has no package, so that OPA cannot load the bundle.")]
    [DataRow("x.rego", "package other.x", "is of the package 'other.x', which is in none of the roots of .manifest: app, lib/util.")]
    [DataRow("other/data.json", "{}", "is data below 'other', which is in none of the roots of .manifest: app, lib/util.")]
    [DataRow(".manifest", """{"roots":["app","app/x"]}""", "has the roots 'app' and 'app/x', which overlap.")]
    [DataRow(".manifest", "[]", "is no JSON object, so that OPA cannot load the bundle")]
    public void What_OPA_cannot_load_is_an_error(string file, string text, string said) => StringAssert.Contains(
        Published.FailureOf("opa-bundle", project =>
        {
            project.Write("b/.manifest", """{"roots":["app","/lib/util"]}""");
            project.Write("b/app.rego", "# Rules.\npackage app.main\n");
            project.Write($"b/{file}", text);
            project.Task.Files = [Item("b")];
        }),
        said);

    [TestMethod]
    [DataRow("x.rego", "\uFEFFpackage app.x")]
    [DataRow("x.rego", "package app[\"my-app\"].x")]
    [DataRow(".manifest", "{\"roots\":[\"app\"]} behind")]
    public void What_OPA_loads_is_taken(string file, string text)
    {
        using var published = Published.Of("opa-bundle", project =>
        {
            project.Write("b/.manifest", """{"roots":["app"]}""");
            project.Write("b/app.rego", "package app.main");
            project.Write($"b/{file}", text);
            project.Task.Files = [Item("b")];
        });
    }

    [TestMethod]
    public void A_ready_bundle_is_taken_as_it_is()
    {
        using var bundle = Published.Of("opa-bundle", project =>
        {
            project.Write("b/a.rego", "package a");
            project.Task.Files = [Item("b")];
        });
        var bytes = bundle.Layers.Single().Bytes;
        using var published = Published.Of("opa-bundle", project =>
        {
            File.WriteAllBytes(project["bundle.tar.gz"], bytes);
            project.Task.Files = [Item("bundle.tar.gz")];
        });
        Assert.AreSequenceEqual(bytes, published.Layers.Single().Bytes);
    }
}

using OciArtifacts.Build.Tests.Tasks;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>
/// Flux (fluxcd/pkg e2cfd1a, oci/build.go, tar/tar.go, sourceignore/sourceignore.go; fluxcd/flux2 da2d22d,
/// cmd/flux/push_artifact.go): the files that a push of a folder packs, and the files that a pull accepts.
/// </summary>
[TestClass]
public sealed class FluxClientTests
{
    // flux push artifact leaves out the files of version control, and files with the extensions of images and archives.
    private static readonly string[] Names = [".git", ".gitignore", ".gitmodules", ".gitattributes"];
    private static readonly string[] Endings = [".jpg", ".jpeg", ".gif", ".png", ".wmv", ".flv", ".tar.gz", ".zip"];

    private static readonly string[] Input =
    [
        "kustomization.yaml", "apps/base/deploy.yaml", "apps/base/logo.png", ".git/config", ".git/objects/aa/bb", ".gitignore",
        "apps/.gitattributes", ".github/workflows/ci.yaml", ".sops.yaml",
        "charts/app-1.0.0.tar.gz", "a.zip", ".hidden/x.yaml", "bin/tool.sh", "obj/x.yaml",
    ];

    [TestMethod]
    public void The_archive_has_the_files_that_the_client_packs()
    {
        using var published = Published.Of("flux", project => Arrange(project, Input));
        var packed = published.Layers.Single();
        Assert.AreEqual("application/vnd.cncf.flux.content.v1.tar+gzip", packed.MediaType);
        Assert.AreEqual("application/vnd.cncf.flux.config.v1+json", published.ConfigType);
        Assert.AreSequenceEqual(Input.Where(IsPacked).Order(StringComparer.Ordinal), packed.Files().Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Left out, because they belong to version control or to a build: manifests/.git.", published.Said);
    }

    [TestMethod]
    public void What_the_project_names_stays_out_or_comes_back()
    {
        using var published = Published.Of("flux", project =>
        {
            Arrange(project, ["a.yaml", "b.yaml", "logo.png", "docs/readme.md", "docs/keep.md", "x/y/z.txt"]);
            project.Write("manifests/.sourceignore", "# ours\n/b.yaml\ndocs/\n!docs/keep.md\n!*.png\nx/**\n");
        });
        Assert.AreSequenceEqual(
            [".sourceignore", "a.yaml", "docs/keep.md", "logo.png"], published.Layers.Single().Files().Keys.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void A_file_alone_is_a_folder_with_it()
    {
        using var published = Published.Of("flux", project =>
        {
            project.Write("deploy.yaml", "a: 1");
            project.Task.Files = [Item("deploy.yaml")];
        });
        Assert.AreSequenceEqual(["deploy.yaml"], published.Layers.Single().Files().Keys);
    }

    [TestMethod]
    public void An_empty_folder_is_an_error() => StringAssert.StartsWith(
        Published.FailureOf("flux", project => Arrange(project, [".git/config"])),
        "OCIA5001: Of the layer 'content' (application/vnd.cncf.flux.content.v1.tar+gzip) Flux manifests has at least 1, but this "
            + "artifact has 0.");

    private static void Arrange(PackFixture project, IEnumerable<string> files)
    {
        foreach (var file in files) project.Write($"manifests/{file}", file);
        project.Task.Files = [Item("manifests")];
    }

    private static bool IsPacked(string path) =>
        !path.Split('/').Any(part => Names.Contains(part, StringComparer.Ordinal))
        && !Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal));
}

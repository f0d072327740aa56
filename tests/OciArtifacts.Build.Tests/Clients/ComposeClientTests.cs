using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>
/// Docker Compose (docker/compose f729794, pkg/compose/publish.go, internal/oci/push.go, pkg/remote/oci.go).
/// </summary>
[TestClass]
public sealed class ComposeClientTests
{
    private const string File = "application/vnd.docker.compose.file+yaml", Environment = "application/vnd.docker.compose.envfile";

    [TestMethod]
    public void A_consumer_finds_each_file_that_the_services_name()
    {
        using var published = Published.Of("compose", project =>
        {
            project.Write(
                "compose.yaml",
                "services:\n  web:\n    image: nginx\n    env_file: ./web.env\n    extends: { file: common.yaml, service: base }\n  "
                    + "other:\n    image: x\n    env_file: [{ path: missing.env, required: false }]\n");
            project.Write("common.yaml", "services:\n  base:\n    image: base\n");
            project.Write("web.env", "A=1\n");
            project.Task.Files = [Item("compose.yaml"), Item("common.yaml"), Item("web.env")];
        });
        var pulled = Pull(published);
        Assert.AreSequenceEqual(["common.yaml", "compose.yaml", "web.env"], pulled.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("base:", pulled["compose.yaml"]);
    }

    [TestMethod]
    [DataRow(
        "services: { a: { image: x, env_file: env/web.env } }",
        "OCIA5001: The service 'a' of 'compose.yaml' names 'env/web.env' in env_file, and the files of a Compose artifact are all in "
            + "one folder.")]
    [DataRow(
        "services: { a: { image: x, env_file: [web.env, b.env] } }",
        "OCIA5001: The service 'a' of 'compose.yaml' names 'b.env' in env_file, which is no part of the artifact.")]
    [DataRow(
        "services: { a: { extends: { file: other.yaml, service: b } } }",
        "OCIA5001: The service 'a' of 'compose.yaml' names 'other.yaml' in extends, which is no part of the artifact.")]
    [DataRow(
        "services: { a: { build: . } }",
        "OCIA5001: The service 'a' of 'compose.yaml' is only built, and a consumer has no files to build it from. Give it an image too.")]
    [DataRow("include: [a.yaml]\nservices: {}", "OCIA5001: 'compose.yaml' includes other files, which Compose does not publish.")]
    [DataRow("volumes: {}", "OCIA5001: 'compose.yaml' has no services, so that it is no Compose application.")]
    [DataRow("", "OCIA2012: ")]
    [DataRow("services: {a: {image: x}", "OCIA2012: ")]
    [DataRow("[]", "OCIA2012: ")]
    public void What_it_would_miss_is_an_error(string yaml, string said) => StringAssert.StartsWith(
        Published.FailureOf("compose", project =>
        {
            project.Write("compose.yaml", yaml);
            project.Write("web.env", "A=1\n");
            project.Task.Files = [Item("compose.yaml"), Item("web.env")];
        }),
        said);

    // The client's --resolve-image-digests adds a last file with the images, too.
    [TestMethod]
    public void An_image_may_be_said_by_its_digest_in_a_file_behind_the_others()
    {
        using var published = Published.Of("compose", project =>
        {
            project.Write("compose.yaml", "services: { web: { build: ., ports: [80] } }");
            project.Write("obj/image-digests.yaml", "services: { web: { image: 'ghcr.io/team/web@sha256:4e38' } }");
            project.Task.Files = [Item("compose.yaml"), Item("obj/image-digests.yaml")];
        });
        Assert.EndsWith("\n---\nservices: { web: { image: 'ghcr.io/team/web@sha256:4e38' } }", Pull(published)["compose.yaml"]);
    }

    [TestMethod]
    public void A_file_is_found_by_the_name_that_it_has_in_the_artifact()
    {
        using var published = Published.Of("compose", project =>
        {
            project.Write("compose.yaml", "services: { a: { image: x, env_file: [.env, $OTHER] } }");
            project.Write("deploy/production.env", "A=1");
            project.Task.Files = [Item("compose.yaml"), Item("deploy/production.env", ("TargetPath", ".env"), ("Layer", "environment"))];
        });
        Assert.Contains(".env", Pull(published).Keys);
    }

    [TestMethod]
    [DataRow("[./data:/data]", "./data")]
    [DataRow("[{ type: bind, source: /etc, target: /e }]", "/etc")]
    [DataRow("[data:/data]", null)]
    public void A_mount_of_this_machine_is_warned_of(string volumes, string? mount)
    {
        using var published = Published.Of("compose", project =>
        {
            project.Write("compose.yaml", $"services: {{ a: {{ image: x, volumes: {volumes} }} }}");
            project.Task.Files = [Item("compose.yaml")];
        });
        Assert.AreEqual(
            mount is not null,
            published.Said.Contains(
                $"The service 'a' of 'compose.yaml' mounts '{mount}' of this machine, which a consumer does not have.",
                StringComparison.Ordinal),
            published.Said);
    }

    // The files that a pull writes into its folder, or its error.
    private static Dictionary<string, string> Pull(Published artifact)
    {
        Assert.AreEqual("application/vnd.docker.compose.project", artifact.ArtifactType);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (layer, i) in artifact.Layers.Select((layer, i) => (layer, i)))
        {
            var name = layer.Annotations[layer.MediaType == Environment ? "com.docker.compose.envfile" : "com.docker.compose.file"];
            Assert.IsFalse(name.Contains('/', StringComparison.Ordinal), "invalid OCI artifact");
            var isExtended = layer.Annotations.GetValueOrDefault("com.docker.compose.extends") == "true";
            if (layer.MediaType == Environment) files[name] = layer.Text;
            else if (layer.MediaType == File && isExtended) files[name] = layer.Text;
            else if (layer.MediaType == File)
            {
                files["compose.yaml"] = files.GetValueOrDefault("compose.yaml") + (i > 0 ? "\n---\n" : "") + layer.Text;
            }
        }

        return files;
    }
}

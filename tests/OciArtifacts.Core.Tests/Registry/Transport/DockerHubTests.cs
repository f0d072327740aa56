using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>The names of Docker Hub.</summary>
[TestClass]
public sealed class DockerHubTests
{
    [TestMethod]
    [DataRow("docker.io", true)]
    [DataRow("Docker.IO", true)]
    [DataRow("index.docker.io", true)]
    [DataRow("registry-1.docker.io", true)]
    [DataRow("auth.docker.io", false)]
    [DataRow("docker.io:443", false)]
    [DataRow("docker.io.example", false)]
    [DataRow("ghcr.io", false)]
    public void It_is_one_of_three_and_they_are_the_same(string registry, bool isHub)
    {
        Assert.AreEqual(isHub, DockerHub.Is(registry));
        Assert.AreEqual(isHub, DockerHub.AreSame(registry, "docker.io"));
        Assert.AreEqual(isHub, DockerHub.AreSame("index.docker.io", registry));
        Assert.AreEqual(isHub ? "https://index.docker.io/v1/" : registry, DockerHub.KeptNameOf(registry));
    }

    [TestMethod]
    public void Any_other_is_the_same_only_as_itself()
    {
        Assert.IsTrue(DockerHub.AreSame("GHCR.io", "ghcr.io"));
        Assert.IsFalse(DockerHub.AreSame("ghcr.io", "quay.io"));
    }

    [TestMethod]
    [DataRow("docker.io", "redis", "library/redis", "registry-1.docker.io")]
    [DataRow("index.docker.io", "redis", "library/redis", "registry-1.docker.io")]
    [DataRow("registry-1.docker.io", "me/redis", "me/redis", "registry-1.docker.io")]
    [DataRow("ghcr.io", "redis", "redis", "ghcr.io")]
    public void One_host_answers_and_a_name_alone_is_one_of_the_library(string registry, string name, string asked, string host)
    {
        using var client = new RegistryClient(registry, RegistryPeer.Anonymous);
        Assert.AreEqual(asked, client.Repository(name).Name);
        using var connection = new RegistryConnection(registry, RegistryPeer.Anonymous);
        Assert.AreEqual((registry, host), (connection.Registry, connection.Host));
    }
}

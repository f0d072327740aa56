using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>Files as <c>docker login</c> and <c>oras login</c> write them.</summary>
[TestClass]
public sealed class DockerConfigTests : IDisposable
{
    // "user:pass:word"
    private const string Pair = "dXNlcjpwYXNzOndvcmQ=";
    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"HOST:5000\":{\"auth\":\"" + Pair + "\"}}}", DisplayName = "in any letters")]
    [DataRow("{\"auths\":{\"https://host:5000\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"https://host:5000/v1/\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"http://host:5000/v2/\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"username\":\"user\",\"password\":\"pass:word\"}}}", DisplayName = "in clear")]
    [DataRow(
        "{\"auths\":{\"host:5000\":{},\"https://host:5000/v1/\":{\"auth\":\"" + Pair + "\"}}}", DisplayName = "an empty entry before it")]
    [DataRow("{\"x\":1,\"auths\":{\"other\":{\"auth\":\"eDp5\"},\"host:5000\":{\"auth\":\"" + Pair + "\",\"email\":\"x\"}}}")]
    public async Task The_entry_of_the_registry_is_found(string json)
    {
        var credential = await FindAsync(json);
        Assert.AreEqual(("user", "pass:word"), (credential?.UserName, credential?.Password));
        Assert.AreEqual(_home.DockerFile, credential?.Source);
    }

    [TestMethod]
    [DataRow("{\"identitytoken\":\"TOKEN\"}")]
    [DataRow("{\"identitytoken\":\"TOKEN\",\"auth\":\"dXNlcjo=\"}", DisplayName = "beside a user without a password")]
    [DataRow("{\"username\":\"<token>\",\"password\":\"TOKEN\"}")]
    [DataRow("{\"auth\":\"PHRva2VuPjpUT0tFTg==\"}", DisplayName = "as the password of the user <token>")]
    public async Task An_identity_token_is_known_as_such(string entry)
    {
        var credential = await FindAsync("{\"auths\":{\"host:5000\":" + entry + "}}");
        Assert.IsTrue(credential?.IsIdentityToken);
        Assert.AreEqual("TOKEN", credential?.Password);
    }

    [TestMethod]
    [DataRow("docker.io")]
    [DataRow("index.docker.io")]
    [DataRow("registry-1.docker.io")]
    public async Task Docker_Hub_is_found_under_each_of_its_names(string registry)
    {
        string[] keys =
            ["https://index.docker.io/v1/", "docker.io", "index.docker.io", "registry-1.docker.io", "https://registry-1.docker.io/v2/"];
        foreach (var key in keys)
        {
            using var home = new CredentialHome().Docker("{\"auths\":{\"" + key + "\":{\"auth\":\"" + Pair + "\"}}}");
            Assert.AreEqual("user:pass:word", await home.PairAsync(registry), key);
            Assert.IsNull(await home.PairAsync("example.docker.io"), key);
        }
    }

    [TestMethod]
    public async Task The_entry_that_docker_wrote_for_Docker_Hub_comes_first()
    {
        _home.Docker(
            "{\"auths\":{\"docker.io\":"
                + CredentialHome.Entry("other:x")
                + ",\"https://index.docker.io/v1/\":{\"auth\":\""
                + Pair
                + "\"}}}");
        Assert.AreEqual("user:pass:word", await _home.PairAsync("docker.io"));
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("{\"auths\":{}}")]
    [DataRow("{\"auths\":{\"host\":{\"auth\":\"" + Pair + "\"}}}", DisplayName = "another port")]
    [DataRow("{\"auths\":{\"host:5000.example\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"other/host:5000\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"\"}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"username\":\"user\",\"password\":\"\"}}}")]
    public async Task Entries_of_others_and_empty_ones_are_none(string json) => Assert.IsNull(await FindAsync(json));

    [TestMethod]
    public async Task Where_there_is_no_file_there_are_no_credentials() =>
        Assert.IsNull(await _home.FindAsync());

    [TestMethod]
    [DataRow("DOCKER_CONFIG", "config.json")]
    [DataRow("HOME", ".docker/config.json")]
    [DataRow("USERPROFILE", ".docker/config.json")]
    public void It_lies_where_docker_has_it(string variable, string relative) => Assert.AreEqual(
        _home.Folder[relative],
        CredentialFolders.All(name => name == variable ? _home.Folder.Path : null, new CredentialPlaces())[0].Place);

    [TestMethod]
    public async Task Its_credentials_open_the_registry()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "pass:word" },
            new RegistryOptions { Environment = _home.Environment });
        _home.Docker("{\"auths\":{\"" + peer.Registry.Host + "\":{\"auth\":\"" + Pair + "\"}}}");
        Assert.IsFalse(await peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
    }

    [TestMethod]
    public async Task A_broken_file_is_no_matter_where_nobody_asks()
    {
        _home.Docker("{");
        await using var peer = await RegistryPeer.StartAsync(client: new RegistryOptions { Environment = _home.Environment });
        Assert.IsFalse(await peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
    }

    private Task<Credential?> FindAsync(string json) => _home.Docker(json).FindAsync();
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry;

/// <summary>What <c>docker login</c> and <c>oras login</c> leave behind.</summary>
[TestClass]
public sealed class DockerConfigTests : IDisposable
{
    // "user:pass:word"
    private const string Pair = "dXNlcjpwYXNzOndvcmQ=";
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"HOST:5000\":{\"auth\":\"" + Pair + "\"}}}", DisplayName = "in any letters")]
    [DataRow("{\"auths\":{\"https://host:5000\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"https://host:5000/v1/\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"http://host:5000/v2/\":{\"auth\":\"" + Pair + "\"}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"username\":\"user\",\"password\":\"pass:word\"}}}", DisplayName = "in clear")]
    [DataRow("{\"auths\":{\"host:5000\":{},\"https://host:5000/v1/\":{\"auth\":\"" + Pair + "\"}}}", DisplayName = "an empty entry before it")]
    [DataRow("{\"x\":1,\"auths\":{\"other\":{\"auth\":\"eDp5\"},\"host:5000\":{\"auth\":\"" + Pair + "\",\"email\":\"x\"}}}")]
    public async Task The_entry_of_the_registry_is_found(string json)
    {
        var credential = await FindAsync(json);
        Assert.AreEqual(("user", "pass:word"), (credential?.UserName, credential?.Password));
        Assert.AreEqual(_work["config.json"], credential?.Source);
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
        Assert.IsNull(await new DockerConfig(Environment).FindAsync("host:5000", CancellationToken.None));

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[\"SECRET\"]")]
    [DataRow("{\"auths\":[]}")]
    [DataRow("{\"auths\":{\"host:5000\":\"SECRET\"}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":5}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"SECRET!\"}}}", DisplayName = "no base64")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"U0VDUkVU\"}}}", DisplayName = "no colon")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"OlNFQ1JFVA==\"}}}", DisplayName = "no user")]
    [DataRow("{\"auths\":{\"host:5000\":{\"password\":\"SECRET")]
    public async Task A_broken_file_is_named_and_nothing_of_it_is_quoted(string json)
    {
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsFile, () => FindAsync(json));
        Assert.Contains(_work["config.json"], failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("U0VDUkVU", failure.ToString(), StringComparison.Ordinal);
        Assert.IsNull(failure.InnerException);
    }

    [TestMethod]
    [DataRow("DOCKER_CONFIG", "config.json")]
    [DataRow("HOME", ".docker/config.json")]
    [DataRow("USERPROFILE", ".docker/config.json")]
    public void It_lies_where_docker_has_it(string variable, string relative) =>
        Assert.AreEqual(_work[relative], new DockerConfig(name => name == variable ? _work.Path : null).Path);

    [TestMethod]
    public async Task Its_credentials_open_the_registry()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "pass:word" },
            RegistryPeer.WithEnvironment(("DOCKER_CONFIG", _work.Path)));
        _work.Write("config.json", "{\"auths\":{\"" + peer.Registry.Host + "\":{\"auth\":\"" + Pair + "\"}}}");
        Assert.IsFalse(await peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
    }

    [TestMethod]
    public async Task A_broken_file_is_no_matter_where_nobody_asks()
    {
        _work.Write("config.json", "{");
        await using var peer = await RegistryPeer.StartAsync(client: new RegistryOptions { Environment = Environment });
        Assert.IsFalse(await peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
    }

    [TestMethod]
    [DataRow("{\"credsStore\":\"desktop\"}", true)]
    [DataRow("{\"credHelpers\":{\"HOST\":\"x\"}}", true)]
    [DataRow("{\"credHelpers\":{\"other\":\"x\"}}", false)]
    [DataRow("{}", false)]
    public async Task Where_a_helper_has_the_credentials_the_message_says_so(string json, bool hasHelper)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "x" }, RegistryPeer.WithEnvironment(("DOCKER_CONFIG", _work.Path)));
        _work.Write("config.json", json.Replace("HOST", peer.Registry.Host, StringComparison.Ordinal));
        var failure = await Failure.WithAsync(
            OciErrorCode.CredentialsMissing, () => peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
        Assert.AreEqual(hasHelper, failure.Message.Contains("helper program", StringComparison.Ordinal));
    }

    [TestMethod]
    public void The_password_is_in_no_text_of_a_credential() =>
        Assert.AreEqual("the credentials of 'user' from here", new Credential("user", "SECRET", "here").ToString());

    private string? Environment(string name) => name == "DOCKER_CONFIG" ? _work.Path : null;

    private Task<Credential?> FindAsync(string json)
    {
        _work.Write("config.json", json);
        return new DockerConfig(Environment).FindAsync("host:5000", CancellationToken.None);
    }
}

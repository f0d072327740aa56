namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>
/// Which of several matching entries wins: the one for the longest part of the name in any place, then the one in the
/// earlier place.
/// </summary>
[TestClass]
public sealed class CredentialOrderTests : IDisposable
{
    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow("team/app", "docker-app:x")]
    [DataRow("team/app/part", "docker-app:x")]
    [DataRow("team/other", "variable-team:x")]
    [DataRow("other", "variable:x")]
    [DataRow("session/app", "session:x")]
    [DataRow("own/app", "own:x")]
    [DataRow("TEAM/app", "variable:x", DisplayName = "names of repositories have their letters")]
    public async Task The_longest_key_of_all_files_wins(string repository, string found)
    {
        _home.Set(
            ("XDG_RUNTIME_DIR", _home.Folder["run"]),
            ("DOCKER_AUTH_CONFIG", Auths(("host:5000", "variable"), ("host:5000/team", "variable-team"))));
        _home.Docker(Auths(("host:5000/team", "docker-team"), ("host:5000/team/app/", "docker-app"), ("host:5000", "docker")));
        _home.Folder.Write("run/containers/auth.json", Auths(("host:5000", "session-all"), ("https://HOST:5000/session", "session")));
        _home.Podman(Auths(("host:5000", "own-all"), ("host:5000/own", "own"), ("host:5000/team/app", "own-app")));
        Assert.AreEqual(found, await _home.PairAsync(repository: repository));
    }

    [TestMethod]
    [DataRow("{\"auths\":{\"host:5000/team\":null,\"host:5000/team/app\":{\"auth\":\"!\"}}}")]
    [DataRow("{\"auths\":{\"host:5000/team\":{},\"host:5000/team/app\":{\"auth\":\"dXNlcjo=\"}}}")]
    public async Task A_longer_key_that_gives_nothing_leaves_it_to_a_shorter_one(string json)
    {
        Assert.AreEqual("all:x", await _home.Docker(json).Podman(Auths(("host:5000", "all"))).PairAsync(repository: "team/app"));
    }

    [TestMethod]
    public async Task The_environment_comes_before_every_key()
    {
        _home.Docker(Auths(("host:5000/team/app", "docker"))).Set(("OCIARTIFACTS_USERNAME", "ours"), ("OCIARTIFACTS_PASSWORD", "x"));
        Assert.AreEqual("ours:x", await _home.PairAsync(repository: "team/app"));
    }

    [TestMethod]
    [DataRow("host", "host:443")]
    [DataRow("host:443", "host")]
    [DataRow("host:443", "HTTPS://Host/")]
    [DataRow("host", "https://host:443/v1/")]
    public async Task The_port_that_https_has_anyway_may_be_left_out(string registry, string key) =>
        Assert.AreEqual("user:x", await _home.Docker(Auths((key, "user"))).PairAsync(registry));

    [TestMethod]
    public async Task The_key_that_is_the_registry_to_the_letter_comes_first()
    {
        _home.Docker(Auths(("host:443", "port"), ("host", "exact"), ("https://host", "address")));
        Assert.AreEqual("exact:x", await _home.PairAsync("host"));
    }

    [TestMethod]
    [DataRow("v1/app", "part:x")]
    [DataRow("other", "part:x")]
    public async Task A_key_of_docker_that_looks_like_an_old_address_is_one_too(string repository, string found) =>
        Assert.AreEqual(found, await _home.Docker(Auths(("host:5000/v1", "part"))).PairAsync(repository: repository));

    [TestMethod]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"Zmlyc3Q6eA==\"},\"host:5000\":{\"auth\":\"c2Vjb25kOng=\"}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"Zmlyc3Q6eA==\",\"auth\":\"c2Vjb25kOng=\"}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"Zmlyc3Q6eA==\"}},\"auths\":{\"host:5000\":{\"auth\":\"c2Vjb25kOng=\"}}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"c2Vjb25kOng=\"}},\"auths\":{\"other\":{\"auth\":\"Zmlyc3Q6eA==\"}}}")]
    [DataRow("{\"Auths\":{\"host:5000\":{\"AUTH\":\"c2Vjb25kOng=\"}}}", DisplayName = "in any letters")]
    public async Task The_last_of_two_equal_members_counts(string json) =>
        Assert.AreEqual("second:x", await _home.Docker(json).PairAsync());

    [TestMethod]
    [DataRow("YT9iPjpjYz5kPw==", "a?b>:cc>d?")]
    [DataRow("YT9iPjpjYz5kPw", "a?b>:cc>d?")]
    [DataRow("YT9iPjpj\\nYz5kPw== ", "a?b>:cc>d?")]
    [DataRow("dXNlcjp+fn4/Pz8=", "user:~~~???")]
    [DataRow("dXNlcjp-fn4_Pz8", "user:~~~???")]
    [DataRow("dXNlcjpwYXNzAAA=", "user:pass")]
    public async Task Base64_is_read_in_all_its_forms(string encoded, string pair) =>
        Assert.AreEqual(pair, await _home.Docker("{\"auths\":{\"host:5000\":{\"auth\":\"" + encoded + "\"}}}").PairAsync());

    [TestMethod]
    public async Task The_entry_in_base64_comes_before_the_one_in_clear()
    {
        _home.Docker("{\"auths\":{\"host:5000\":{\"auth\":\"c2Vjb25kOng=\",\"username\":\"other\",\"password\":\"x\"}}}");
        Assert.AreEqual("second:x", await _home.PairAsync());
    }

    private static string Auths(params (string Key, string User)[] entries) =>
        "{\"auths\":{" + string.Join(',', entries.Select(entry => $"\"{entry.Key}\":{CredentialHome.Entry($"{entry.User}:x")}")) + "}}";
}

namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>Files as <c>podman login</c> writes them.</summary>
[TestClass]
public sealed class PodmanAuthFileTests : IDisposable
{
    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow("a/b/c", "third:x")]
    [DataRow("a/b/c/d", "third:x")]
    [DataRow("a/b", "second:x")]
    [DataRow("a/bc", "first:x")]
    [DataRow("a", "first:x")]
    [DataRow("ab", "registry:x")]
    [DataRow("A/b", "registry:x")]
    [DataRow("", "registry:x")]
    [DataRow("other/a/b/c", "registry:x")]
    public async Task The_longest_key_that_covers_whole_segments_wins(string repository, string found)
    {
        _home.Podman($$"""
            {"auths": {
              "host:5000/a/b":{{CredentialHome.Entry("second:x")}},
              "host:5000":{{CredentialHome.Entry("registry:x")}},
              "host:5000/a/b/c/":{{CredentialHome.Entry("third:x")}},
              "host:5000/a":{{CredentialHome.Entry("first:x")}}
            } }
            """);
        Assert.AreEqual(found, await _home.PairAsync(repository: repository));
    }

    [TestMethod]
    [DataRow("host:5000/a", "ab")]
    [DataRow("host:5000/a/b", "a")]
    [DataRow("host:5000/a", "")]
    [DataRow("host:5000/v1", "a")]
    [DataRow("host/a", "a")]
    [DataRow("other/host:5000", "a")]
    public async Task What_is_for_another_part_of_the_registry_is_none(string key, string repository) =>
        Assert.IsNull(await WithKey(key).PairAsync(repository: repository));

    [TestMethod]
    [DataRow("host:5000/v1", "v1/app")]
    [DataRow("HOST:5000/a", "a/b")]
    [DataRow("https://host:5000/v1/", "a")]
    [DataRow("https://host:5000", "a")]
    public async Task What_covers_the_repository_is_found(string key, string repository)
    {
        Assert.AreEqual("user:x", await WithKey(key).PairAsync(repository: repository));
        Assert.AreEqual(_home.PodmanFile, (await _home.FindAsync(repository: repository))?.Source);
    }

    [TestMethod]
    public async Task An_empty_entry_leaves_it_to_a_shorter_key()
    {
        _home.Podman("{\"auths\":{\"host:5000/a\":{},\"host:5000\":" + CredentialHome.Entry("user:x") + "}}");
        Assert.AreEqual("user:x", await _home.PairAsync(repository: "a/b"));
    }

    [TestMethod]
    [DataRow("docker.io", "library/app", "all:x")]
    [DataRow("registry-1.docker.io", "team/app", "team:x")]
    [DataRow("index.docker.io", "team/app", "team:x")]
    public async Task Docker_Hub_is_found_under_each_of_its_names(string registry, string repository, string found)
    {
        _home.Podman(
            "{\"auths\":{\"docker.io\":" + CredentialHome.Entry("all:x") + ",\"docker.io/team\":" + CredentialHome.Entry("team:x") + "}}");
        Assert.AreEqual(found, await _home.PairAsync(registry, repository));
    }

    [TestMethod]
    public async Task A_file_that_is_named_is_the_only_one()
    {
        WithKey("host:5000").Set(("REGISTRY_AUTH_FILE", _home.Folder["named.json"]));
        var places = await _home.NothingAsync();
        Assert.Contains(_home.Folder["named.json"], places, StringComparison.Ordinal);
        Assert.DoesNotContain(_home.PodmanFile, places, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_file_of_the_session_comes_before_that_of_the_user()
    {
        WithKey("host:5000").Set(("XDG_RUNTIME_DIR", _home.Folder["run"]));
        _home.Folder.Write("run/containers/auth.json", "{\"auths\":{\"host:5000\":" + CredentialHome.Entry("session:x") + "}}");
        Assert.AreEqual("session:x", await _home.PairAsync());
    }

    [TestMethod]
    public async Task What_the_session_does_not_have_the_user_may_have()
    {
        WithKey("host:5000").Set(("XDG_RUNTIME_DIR", _home.Folder["run"]));
        _home.Folder.Write("run/containers/auth.json", "{}");
        Assert.AreEqual("user:x", await _home.PairAsync());
    }

    [TestMethod]
    public async Task The_folder_of_settings_may_be_another()
    {
        _home.Set(("XDG_CONFIG_HOME", _home.Folder["settings"]));
        _home.Folder.Write("settings/containers/auth.json", "{\"auths\":{\"host:5000\":" + CredentialHome.Entry("user:x") + "}}");
        Assert.AreEqual("user:x", await _home.PairAsync());
    }

    private CredentialHome WithKey(string key) => _home.Podman("{\"auths\":{\"" + key + "\":" + CredentialHome.Entry("user:x") + "}}");
}

using OciArtifacts.Core.Registry.Credentials;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>The order of the places. The content of each place has its own tests.</summary>
[TestClass]
public sealed class CredentialChainTests : IDisposable
{
    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow(0, "ours:x")]
    [DataRow(1, "<token>:ours")]
    [DataRow(2, "sdk:x")]
    [DataRow(3, "job:x")]
    [DataRow(4, "variable:x")]
    [DataRow(5, "docker:x")]
    [DataRow(6, "podman:x")]
    [DataRow(7, null)]
    public async Task The_first_place_that_has_credentials_wins(int firstPlace, string? found)
    {
        Action[] places =
        [
            () => _home.Set(("OCIARTIFACTS_USERNAME", "ours"), ("OCIARTIFACTS_PASSWORD", "x")),
            () => _home.Set(("OCIARTIFACTS_TOKEN", "ours")),
            () => _home.Set(("DOTNET_CONTAINER_REGISTRY_UNAME", "sdk"), ("DOTNET_CONTAINER_REGISTRY_PWORD", "x")),
            () => _home.Set(("OCIARTIFACTS_JOB_TOKEN", "github@host:5000"), ("GITHUB_ACTOR", "job"), ("GITHUB_TOKEN", "x")),
            () => _home.Set(("DOCKER_AUTH_CONFIG", "{\"auths\":{\"host:5000\":" + CredentialHome.Entry("variable:x") + "}}")),
            () => _home.Docker("{\"auths\":{\"host:5000\":" + CredentialHome.Entry("docker:x") + "}}"),
            () => _home.Podman("{\"auths\":{\"host:5000\":" + CredentialHome.Entry("podman:x") + "}}"),
        ];
        foreach (var place in places.Skip(firstPlace)) place();
        Assert.AreEqual(found, await _home.PairAsync());
    }

    [TestMethod]
    public async Task A_token_of_the_environment_is_an_identity_token()
    {
        var credential = await _home.Set(("OCIARTIFACTS_TOKEN", "SECRET")).FindAsync();
        Assert.IsTrue(credential?.IsIdentityToken);
        Assert.AreEqual("SECRET", credential?.Password);
        Assert.AreEqual("the environment (OCIARTIFACTS_TOKEN)", credential?.Source);
    }

    [TestMethod]
    [DataRow("OCIARTIFACTS_USERNAME")]
    [DataRow("OCIARTIFACTS_PASSWORD")]
    [DataRow("DOTNET_CONTAINER_REGISTRY_UNAME")]
    [DataRow("DOTNET_CONTAINER_REGISTRY_PWORD")]
    [DataRow("GITHUB_TOKEN")]
    [DataRow("SYSTEM_ACCESSTOKEN")]
    public async Task A_variable_that_is_only_a_half_gives_none(string variable) =>
        Assert.IsNull(await _home.Set((variable, "x")).PairAsync("ghcr.io"));

    [TestMethod]
    [DataRow("user")]
    [DataRow("<token>")]
    public void The_secret_is_in_no_text_of_a_credential(string user)
    {
        var credential = Credential.OfPassword(user, "SECRET", "here");
        Assert.DoesNotContain("SECRET", $"{credential}", StringComparison.Ordinal);
        Assert.Contains("from here", $"{credential}", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_credential_says_what_it_is()
    {
        Assert.AreEqual("the credentials of 'user' from here", Credential.OfPassword("user", "SECRET", "here").ToString());
        Assert.AreEqual("the identity token from here", Credential.OfIdentityToken("SECRET", "here").ToString());
        Assert.AreEqual("<token>", Credential.OfIdentityToken("SECRET", "here").UserName);
        Assert.IsFalse(Credential.OfPassword("user", "SECRET", "here").IsIdentityToken);
    }

    [TestMethod]
    public async Task The_places_are_all_named()
    {
        var named = await _home.NothingAsync();
        string[] places =
        [
            "OCIARTIFACTS_USERNAME",
            "OCIARTIFACTS_PASSWORD",
            "OCIARTIFACTS_TOKEN",
            "DOTNET_CONTAINER_REGISTRY_UNAME",
            "DOTNET_CONTAINER_REGISTRY_PWORD",
            "OCIARTIFACTS_JOB_TOKEN", _home.DockerFile, _home.PodmanFile,
        ];
        foreach (var place in places) Assert.Contains(place, named, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_place_is_looked_at_once()
    {
        _home.Docker("{\"auths\":{\"host:5000\":" + CredentialHome.Entry("first:x") + "}}");
        Assert.AreEqual("first:x", await _home.PairAsync());
        _home.Docker(
            "{\"auths\":{\"host:5000\":" + CredentialHome.Entry("second:x") + ",\"other\":" + CredentialHome.Entry("other:x") + "}}");
        Assert.AreEqual("first:x", await _home.PairAsync());
        Assert.AreEqual("other:x", await _home.PairAsync("other"));
    }

    // The path is valid, but relative, so it depends on the folder of the build.
    [TestMethod]
    [DataRow("HOME", ".docker/config.json")]
    [DataRow("DOCKER_CONFIG", "config.json")]
    [DataRow("REGISTRY_AUTH_FILE", "")]
    [DataRow("XDG_RUNTIME_DIR", "containers/auth.json")]
    [DataRow("XDG_CONFIG_HOME", "containers/auth.json")]
    public async Task A_relative_folder_is_not_used(string variable, string file)
    {
        var folder = _home.Folder["found"];
        _home.Folder.Write(Path.Combine(folder, file), "{\"auths\":{\"host:5000\":" + CredentialHome.Entry("user:x") + "}}");
        Assert.AreEqual("user:x", await FindAsync(folder));
        Assert.IsNull(await FindAsync(Path.GetRelativePath(Directory.GetCurrentDirectory(), folder)));

        async Task<string?> FindAsync(string value)
        {
            using var home = new CredentialHome();
            if (variable == "HOME") home.Set(("USERPROFILE", home.Folder.Path));
            return await home.Set((variable, value)).PairAsync();
        }
    }
}

using System.Text;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>
/// A broken place does not hide the others. The failure names it and the problem, and quotes none of its content.
/// </summary>
[TestClass]
public sealed class BrokenCredentialsTests : IDisposable
{
    private const string Entry = "its entry for host:5000";
    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow("", "is empty")]
    [DataRow(" \r\n\t", "is empty")]
    [DataRow("{", "is no JSON: line 1, position 2")]
    [DataRow("{\n  \"auths\": {\n    SECRET\n", "is no JSON: line 3, position 5")]
    [DataRow("<html>SECRET</html>", "is no JSON: line 1, position 1")]
    [DataRow("{\"auths\":{\"host:5000\":{\"password\":\"SECRET", "is no JSON: line 1, position 42")]
    [DataRow("[\"SECRET\"]", "is no JSON object")]
    [DataRow("\"SECRET\"", "is no JSON object")]
    [DataRow("{\"auths\":[]}", "its \"auths\" is no object")]
    [DataRow("{\"auths\":\"SECRET\"}", "its \"auths\" is no object")]
    [DataRow("{\"credHelpers\":5}", "its \"credHelpers\" is no object")]
    [DataRow("{\"credHelpers\":{\"host:5000\":5}}", "the helper of host:5000 is no text")]
    [DataRow("{\"credsStore\":{}}", "its \"credsStore\" is no text")]
    [DataRow("{\"credsStore\":\"\\ud800\"}", "its \"credsStore\" is no text")]
    [DataRow("{\"auths\":{\"host:5000\":\"SECRET\"}}", Entry + " is no object")]
    [DataRow("{\"auths\":{\"host:5000\":[\"SECRET\"]}}", Entry + " is no object")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":5}}}", "\"auth\" of " + Entry + " is no text")]
    [DataRow("{\"auths\":{\"host:5000\":{\"identitytoken\":[\"SECRET\"]}}}", "\"identitytoken\" of " + Entry + " is no text")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"SECRET!\"}}}", "\"auth\" of " + Entry + " is no base64")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"U0VDUkVU\"}}}", "\"auth\" of " + Entry + " is not the base64 of user:password")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"OlNFQ1JFVA==\"}}}", "\"auth\" of " + Entry + " is not the base64 of user:password")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":\"dXNlcjo=\"}}}", Entry + " has a user and no password")]
    [DataRow("{\"auths\":{\"host:5000\":{\"username\":\"user\",\"password\":null}}}", Entry + " has a user and no password")]
    [DataRow("{\"auths\":{\"HTTPS://host:5000/me/\":{\"auth\":\"SECRET!\"}}}", "\"auth\" of " + Entry + "/me is no base64")]
    public async Task It_is_named_and_the_next_place_is_looked_at(string text, string trouble)
    {
        Assert.AreEqual("other:x", await _home.Docker(text).Podman(Auths("host:5000")).PairAsync());
        Assert.AreEqual($"{_home.DockerFile} ({trouble})", _home.Chain.Places.Troubles);
        using var variable = new CredentialHome();
        Assert.AreEqual("other:x", await variable.Set(("DOCKER_AUTH_CONFIG", text)).Docker(Auths("host:5000")).PairAsync());
        Assert.AreEqual(string.IsNullOrWhiteSpace(text) ? "" : $"DOCKER_AUTH_CONFIG ({trouble})", variable.Chain.Places.Troubles);
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("{\"auths\":null,\"credHelpers\":null,\"credsStore\":null}")]
    [DataRow("{\"auths\":{\"host:5000\":null}}")]
    [DataRow("{\"auths\":{\"host:5000\":{\"auth\":null,\"identitytoken\":null,\"username\":null}}}")]
    [DataRow(
        "{\"auths\":{\"other\":5,\"another\":{\"auth\":\"!\"}},\"credHelpers\":{\"other\":5}}", DisplayName = "what is wrong with others")]
    [DataRow("{\"credHelpers\":{\"host:5000\":null,\"other\":\"x\"},\"credsStore\":\"missing\"}", DisplayName = "taken out of the store")]
    public async Task Null_and_what_is_of_others_are_nothing(string text)
    {
        Assert.AreEqual("other:x", await _home.Docker(text).Podman(Auths("host:5000")).PairAsync());
        Assert.AreEqual("", _home.Chain.Places.Troubles);
    }

    [TestMethod]
    [DataRow("utf-8")]
    [DataRow("utf-16")]
    [DataRow("utf-16BE")]
    [DataRow("utf-32")]
    public async Task A_file_with_a_mark_of_its_encoding_is_read(string encoding)
    {
        var mark = Encoding.GetEncoding(encoding);
        Directory.CreateDirectory(Path.GetDirectoryName(_home.DockerFile)!);
        await File.WriteAllBytesAsync(_home.DockerFile, [.. mark.GetPreamble(), .. mark.GetBytes(Auths("host:5000"))]);
        Assert.AreEqual("other:x", await _home.PairAsync());
        await File.WriteAllBytesAsync(_home.DockerFile, [.. mark.GetPreamble(), .. mark.GetBytes("{}")]);
        Assert.IsNull(await _home.PairAsync(repository: "another"));
        Assert.AreEqual("", _home.Chain.Places.Troubles);
    }

    [TestMethod]
    public async Task A_file_in_another_encoding_is_no_JSON()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home.DockerFile)!);
        await File.WriteAllBytesAsync(_home.DockerFile, Encoding.Unicode.GetBytes("{}"));
        Assert.Contains($"{_home.DockerFile} (is no JSON: line 1, position 2)", await _home.NothingAsync(), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_is_no_file_is_named()
    {
        Directory.CreateDirectory(_home.DockerFile);
        Assert.AreEqual("other:x", await _home.Podman(Auths("host:5000")).PairAsync());
        Assert.AreEqual($"{_home.DockerFile} (is a folder)", _home.Chain.Places.Troubles);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_link_that_leads_nowhere_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home.DockerFile)!);
        File.CreateSymbolicLink(_home.DockerFile, "gone.json");
        Assert.AreEqual("other:x", await _home.Podman(Auths("host:5000")).PairAsync());
        Assert.AreEqual($"{_home.DockerFile} (is a link that leads nowhere)", _home.Chain.Places.Troubles);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_file_that_may_not_be_read_is_named()
    {
        _home.Docker("{}").Podman(Auths("host:5000"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_home.DockerFile, UnixFileMode.None);
        Assert.AreEqual("other:x", await _home.PairAsync());
        var trouble = Environment.IsPrivilegedProcess ? "" : $"{_home.DockerFile} (this user may not read it)";
        Assert.AreEqual(trouble, _home.Chain.Places.Troubles);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_file_without_an_end_is_not_read_to_its_end()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home.DockerFile)!);
        File.CreateSymbolicLink(_home.DockerFile, "/dev/zero");
        Assert.AreEqual("other:x", await _home.Podman(Auths("host:5000")).PairAsync());
        Assert.AreEqual($"{_home.DockerFile} (is larger than 4 MiB)", _home.Chain.Places.Troubles);
    }

    [TestMethod]
    public async Task Each_place_is_listed_once_and_says_whether_it_is_there()
    {
        _home.Docker("{").Set(("REGISTRY_AUTH_FILE", _home.DockerFile));
        _home.Set(("OCIARTIFACTS_PASSWORD", "SECRET"), ("DOTNET_CONTAINER_REGISTRY_UNAME", "me"));
        await _home.NothingAsync(repository: "one");
        Assert.AreEqual(
            "OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD (only OCIARTIFACTS_PASSWORD is set), OCIARTIFACTS_TOKEN, "
            + "DOTNET_CONTAINER_REGISTRY_UNAME and DOTNET_CONTAINER_REGISTRY_PWORD (only DOTNET_CONTAINER_REGISTRY_UNAME is set), "
            + $"OCIARTIFACTS_JOB_TOKEN, {_home.DockerFile} (is no JSON: line 1, position 2)",
            await _home.NothingAsync(repository: "two"));
        using var other = new CredentialHome();
        other.Set(("XDG_RUNTIME_DIR", other.Folder["run"]), ("OCIARTIFACTS_JOB_TOKEN", "github"));
        Assert.EndsWith(
            $", OCIARTIFACTS_JOB_TOKEN (is for another registry), {other.DockerFile} (no such file), "
            + $"{other.Folder["run/containers/auth.json"]} (no such file), {other.PodmanFile} (no such file)",
            await other.NothingAsync(),
            StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("DOCKER_CONFIG")]
    [DataRow("REGISTRY_AUTH_FILE")]
    [DataRow("XDG_RUNTIME_DIR")]
    [DataRow("XDG_CONFIG_HOME")]
    public async Task A_relative_folder_is_said_to_be_left_out(string variable)
    {
        Assert.AreEqual("other:x", await _home.Docker(Auths("host:5000")).Set((variable, "here")).PairAsync());
        Assert.AreEqual($"{variable} (is no absolute path, and not used)", _home.Chain.Places.Troubles);
    }

    [TestMethod]
    public void Without_a_session_podman_has_its_file_below_run()
    {
        var places = CredentialFolders.All(_home.Environment, new CredentialPlaces()).Select(source => source.Place).ToList();
        Assert.AreEqual(OperatingSystem.IsLinux() ? 3 : 2, places.Count);
        if (OperatingSystem.IsLinux()) Assert.MatchesRegex("^/run/containers/[0-9]+/auth.json$", places[1]);
    }

    // A user without a password is tried only if there is nothing else. Some registries accept it.
    [TestMethod]
    public async Task A_user_without_a_password_is_taken_where_nothing_else_is()
    {
        _home.Docker("{\"auths\":{\"host:5000\":{\"auth\":\"dXNlcjo=\"}}}");
        Assert.AreEqual("user:", await _home.PairAsync());
    }

    [TestMethod]
    public async Task A_registry_that_refuses_what_was_found_is_told_with_the_places()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "right" }, new() { Environment = _home.Environment });
        _home.Docker("{\"auths\":").Podman(Auths(peer.Registry.Host));
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsRejected, () => peer.PutBlobAsync("layer"));
        Assert.StartsWith(
            $"{peer.Registry.Host} does not accept the credentials of 'other' from {_home.PodmanFile}.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains(" Check them, or log in again. Looked at OCIARTIFACTS_USERNAME", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{_home.DockerFile} (is no JSON: line 1, position 10)", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_registry_that_gets_credentials_is_told_what_was_not_usable()
    {
        var told = new List<string>();
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "other", Password = "x" },
            new() { Environment = _home.Environment, Report = report => told.Add(report.ToString()) });
        _home.Docker("{").Podman(Auths(peer.Registry.Host));
        await peer.PutBlobAsync("layer");
        Assert.Contains(
            $"Not usable: {_home.DockerFile} (is no JSON: line 1, position 2).", string.Join('\n', told), StringComparison.Ordinal);
    }

    private static string Auths(string key) => "{\"auths\":{\"" + key + "\":" + CredentialHome.Entry("other:x") + "}}";
}

using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>Programs that keep credentials. They are shell scripts here, so the tests do not run on Windows.</summary>
// Not parallel: a new script cannot be started while a process of another test still has it open for writing.
[TestClass]
[DoNotParallelize]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class CredentialHelperTests : IDisposable
{
    private const string Answer = "echo '{\"ServerURL\":\"x\",\"Username\":\"user\",\"Secret\":\"SECRET\"}'";
    private const string Store = "{\"credsStore\":\"x\"}";
    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow("{\"credsStore\":\"x\"}")]
    [DataRow("{\"credsStore\":\"broken\",\"credHelpers\":{\"host:5000\":\"x\"}}", DisplayName = "the registry's own comes first")]
    [DataRow("{\"credsStore\":\"x\",\"credHelpers\":{\"other\":\"broken\"}}")]
    [DataRow("{\"credHelpers\":{\"HOST:5000\":\"x\"}}")]
    [DataRow("{\"credHelpers\":{\"https://host:5000/v1/\":\"broken\",\"host:5000\":\"x\"}}", DisplayName = "the exact name comes first")]
    [DataRow(
        "{\"credsStore\":\"x\",\"auths\":{\"host:5000\":{\"username\":\"other\",\"password\":\"other\"}}}",
        DisplayName = "before the entry")]
    public async Task The_helper_that_the_file_names_is_asked(string json)
    {
        var credential = await _home.Docker(json).Helper("x", Answer).Helper("broken", "exit 1").FindAsync();
        Assert.AreEqual(("user", "SECRET", false), (credential?.UserName, credential?.Password, credential?.IsIdentityToken));
        Assert.AreEqual("docker-credential-x", credential?.Source);
    }

    [TestMethod]
    public async Task Podmans_file_may_name_one_for_a_registry()
    {
        _home.Podman("{\"credHelpers\":{\"host:5000\":\"x\"}}").Helper("x", Answer);
        Assert.AreEqual("user:SECRET", await _home.PairAsync());
    }

    [TestMethod]
    public async Task Podmans_file_names_none_for_all_registries() =>
        Assert.IsNull(await _home.Podman(Store).Helper("x", Answer).PairAsync());

    [TestMethod]
    [DataRow("host:5000", "host:5000")]
    [DataRow("docker.io", "https://index.docker.io/v1/")]
    [DataRow("index.docker.io", "https://index.docker.io/v1/")]
    [DataRow("registry-1.docker.io", "https://index.docker.io/v1/")]
    public async Task It_is_asked_for_the_name_under_which_docker_keeps_them(string registry, string asked)
    {
        await _home.Docker(Store)
            .Helper("x", $"printf '%s' \"$*\" >\"$here/arguments\"\ncat >\"$here/asked\"\n{Answer}")
            .FindAsync(registry);
        Assert.AreEqual("get", await File.ReadAllTextAsync(_home.Folder["bin/arguments"]));
        Assert.AreEqual(asked, await File.ReadAllTextAsync(_home.Folder["bin/asked"]));
    }

    [TestMethod]
    [DataRow("docker.io")]
    [DataRow("index.docker.io")]
    [DataRow("https://index.docker.io/v1/")]
    public async Task The_helper_of_Docker_Hub_may_stand_under_each_of_its_names(string key)
    {
        _home.Docker("{\"credHelpers\":{\"" + key + "\":\"x\"}}").Helper("x", Answer);
        Assert.AreEqual("user:SECRET", await _home.PairAsync("registry-1.docker.io"));
    }

    [TestMethod]
    public async Task The_user_token_means_an_identity_token()
    {
        var credential = await _home.Docker(Store)
            .Helper("x", Answer.Replace("\"user\"", "\"<token>\"", StringComparison.Ordinal))
            .FindAsync();
        Assert.IsTrue(credential?.IsIdentityToken);
        Assert.AreEqual("SECRET", credential?.Password);
    }

    [TestMethod]
    [DataRow("echo 'credentials not found in native keychain'; exit 1")]
    [DataRow("echo 'Error: Credentials Not Found'; echo 'a warning' >&2; exit 2")]
    [DataRow("echo '{\"Username\":\"\",\"Secret\":\"\"}'")]
    public async Task A_helper_that_has_none_leaves_it_to_the_entry(string script)
    {
        _home.Docker("{\"credsStore\":\"x\",\"auths\":{\"host:5000\":" + CredentialHome.Entry("entry:x") + "}}").Helper("x", script);
        Assert.AreEqual("entry:x", await _home.PairAsync());
    }

    [TestMethod]
    public async Task A_helper_that_has_none_is_named_among_the_places()
    {
        var places = await _home.Docker(Store).Helper("x", "echo 'credentials not found in native keychain'; exit 1").NothingAsync();
        Assert.EndsWith(", docker-credential-x", places, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("echo 'the keychain is locked'; exit 1", "exit code 1 and says: the keychain is locked)")]
    [DataRow("echo out; echo; echo >&2; echo 'in its own words' >&2; echo more >&2; exit 3", "exit code 3 and says: in its own words)")]
    [DataRow("exit 4", "exit code 4 and does not say why)")]
    [DataRow("printf 'a\\033\\007b\\r\\n'; exit 1", "says: ab)")]
    public async Task A_helper_that_fails_is_quoted(string script, string quoted)
    {
        Assert.Contains(
            $"docker-credential-x (which {_home.DockerFile} names, ended with ", await FailAsync(script), StringComparison.Ordinal);
        Assert.Contains(quoted, _home.Chain.Places.ToString(), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_quote_has_an_end()
    {
        Assert.Contains($"says: {new string('0', 300)}…", await FailAsync("printf '%01000d' 7 >&2; exit 1"), StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("echo SECRET", DisplayName = "no JSON")]
    [DataRow("echo '{\"Username\":\"user\",\"Secret\":\"SECRET'", DisplayName = "half an answer")]
    [DataRow("echo '\"SECRET\"'", DisplayName = "a text")]
    [DataRow("echo '{\"Username\":{\"x\":\"SECRET\"},\"Secret\":\"SECRET\"}'", DisplayName = "no text")]
    [DataRow("echo '{\"Secret\":\"SECRET\"}'", DisplayName = "no user")]
    [DataRow("echo SECRET >&2; echo x", DisplayName = "with words")]
    [DataRow(Answer + "; exit 1", DisplayName = "an answer and an exit code")]
    [DataRow("true", DisplayName = "nothing")]
    public async Task What_may_hold_the_secret_is_not_quoted(string script) =>
        Assert.DoesNotContain("SECRET", await FailAsync(script), StringComparison.Ordinal);

    [TestMethod]
    public async Task A_helper_that_is_not_there_leaves_it_to_the_entry()
    {
        _home.Docker("{\"credsStore\":\"x\",\"auths\":{\"host:5000\":" + CredentialHome.Entry("entry:x") + "}}");
        Assert.AreEqual("entry:x", await _home.PairAsync());
    }

    [TestMethod]
    [DataRow("{\"credsStore\":\"x\"}")]
    [DataRow("{\"credsStore\":\"x\",\"auths\":{\"host:5000\":{}}}")]
    public async Task Where_nothing_else_has_them_a_helper_that_is_not_there_is_named(string json)
    {
        Assert.Contains(
            $"docker-credential-x (which {_home.DockerFile} names, is in no folder of PATH)",
            await _home.Docker(json).NothingAsync(),
            StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("echo null", "gave the answer null")]
    [DataRow("true", "gave an empty answer")]
    [DataRow("echo '<html>SECRET</html>'", "gave an answer that cannot be understood")]
    [DataRow("echo '[]'", "gave an answer that cannot be understood")]
    [DataRow("echo '{}'", "gave an answer that cannot be understood")]
    [DataRow("echo '{\"Username\":\"user\",\"Secret\":\"\"}'", "gave a user without a secret")]
    [DataRow("echo '{\"Username\":\"\",\"Secret\":\"SECRET\"}'", "gave a secret without a user")]
    public async Task An_answer_without_credentials_is_told_and_the_next_place_is_looked_at(string script, string trouble) =>
        Assert.AreEqual($"docker-credential-x (which {_home.DockerFile} names, {trouble})", await FailAsync(script));

    [TestMethod]
    public async Task An_answer_may_begin_with_a_mark_of_its_encoding() =>
        Assert.AreEqual("user:SECRET", await _home.Docker(Store).Helper("x", "printf '\\357\\273\\277'; " + Answer).PairAsync());

    [TestMethod]
    public async Task Two_files_that_name_the_same_helper_ask_it_once()
    {
        _home.Docker(Store).Podman("{\"credHelpers\":{\"host:5000\":\"x\"}}").Helper("x", "echo run >>\"$here/runs\"; exit 1");
        await _home.NothingAsync();
        Assert.HasCount(1, await File.ReadAllLinesAsync(_home.Folder["bin/runs"]));
    }

    [TestMethod]
    public async Task An_entry_for_a_part_of_the_registry_comes_before_the_helper_of_all()
    {
        _home.Docker(Store).Podman("{\"auths\":{\"host:5000/team\":" + CredentialHome.Entry("team:x") + "}}").Helper("x", Answer);
        Assert.AreEqual("team:x", await _home.PairAsync(repository: "team/app"));
        Assert.AreEqual("user:SECRET", await _home.PairAsync(repository: "other"));
    }

    [TestMethod]
    [DataRow("{\"credHelpers\":{\"host:5000\":\"\"},\"credsStore\":\"x\"}")]
    [DataRow("{\"credHelpers\":{\"other\":\"x\"}}")]
    [DataRow("{\"credsStore\":\"\"}")]
    public async Task Where_no_helper_is_named_for_the_registry_none_is_asked(string json) =>
        Assert.IsNull(await _home.Docker(json).PairAsync());

    [TestMethod]
    [DataRow("../bin/docker-credential-x")]
    [DataRow("a/x")]
    [DataRow("a\\\\x")]
    [DataRow("..")]
    [DataRow("x y")]
    [DataRow("x\\u0000")]
    [DataRow("C:x")]
    public async Task A_name_with_a_path_in_it_is_refused(string name)
    {
        var places = await _home.Docker("{\"credsStore\":\"" + name + "\"}").Helper("x", Answer).NothingAsync();
        Assert.Contains($"{_home.DockerFile} (names a credential helper by a path", places, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("5")]
    [DataRow("[\"x\"]")]
    public async Task A_name_that_is_no_text_is_a_broken_file(string name) =>
        Assert.Contains(
            $"{_home.DockerFile} (its \"credsStore\" is no text)",
            await _home.Docker("{\"credsStore\":" + name + "}").NothingAsync(),
            StringComparison.Ordinal);

    [TestMethod]
    public async Task It_is_not_looked_for_in_relative_folders()
    {
        _home.Docker(Store)
            .Helper("x", Answer)
            .Set(("PATH", $".::{Path.GetRelativePath(Directory.GetCurrentDirectory(), _home.Folder["bin"])}"));
        Assert.Contains("is in no folder of PATH", await _home.NothingAsync(), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_first_program_in_PATH_that_may_be_run_is_taken()
    {
        _home.Docker(Store).Helper("x", Answer).Helper("x", "exit 1", folder: "later");
        _home.Folder.Write("first/docker-credential-x", "no program");
        _home.Folder.Write("second/docker-credential-x/is-a-folder", "");
        _home.Set(
            ("PATH", string.Join(Path.PathSeparator, new[] { "first", "second", "bin", "later" }.Select(folder => _home.Folder[folder]))));
        Assert.AreEqual("user:SECRET", await _home.PairAsync());
    }

    [TestMethod]
    public async Task It_does_not_run_in_the_folder_of_the_build()
    {
        await _home.Docker(Store).Helper("x", $"pwd -P >\"$here/where\"\n{Answer}").FindAsync();
        Assert.AreEqual(
            Path.GetFileName(_home.Folder["bin"]), Path.GetFileName((await File.ReadAllTextAsync(_home.Folder["bin/where"])).Trim()));
    }

    [TestMethod]
    public async Task What_cannot_be_started_is_named()
    {
        _home.Docker(Store).Helper("x", Answer);
        await File.WriteAllTextAsync(_home.Folder["bin/docker-credential-x"], "#!/no/such/shell\n");
        Assert.Contains(
            $"docker-credential-x (which {_home.DockerFile} names, could not be run: ",
            await _home.NothingAsync(),
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_helper_runs_once_for_a_registry_however_many_ask()
    {
        _home.Docker(Store).Helper("x", $"cat >>\"$here/runs\"; echo >>\"$here/runs\"\n{Answer}");
        var all = Enumerable.Range(0, 8).Select(number => Task.Run(() => _home.PairAsync(repository: $"app{number}")));
        Assert.IsTrue((await Task.WhenAll(all)).All(pair => pair == "user:SECRET"));
        Assert.AreEqual("user:SECRET", await _home.PairAsync());
        await _home.PairAsync("other");
        Assert.AreSequenceEqual(["host:5000", "other"], await File.ReadAllLinesAsync(_home.Folder["bin/runs"]));
    }

    [TestMethod]
    public async Task A_helper_that_failed_is_not_asked_again()
    {
        _home.Docker(Store).Helper("x", "echo run >>\"$here/runs\"; exit 1");
        await _home.NothingAsync();
        await _home.NothingAsync(repository: "other");
        Assert.HasCount(1, await File.ReadAllLinesAsync(_home.Folder["bin/runs"]));
    }

    [TestMethod]
    public async Task A_helper_whose_answer_has_no_end_is_a_failure_at_once() =>
        Assert.Contains(
            "could not be run: it wrote more than 65536 bytes",
            await _home.Docker(Store).Helper("x", "exec cat /dev/zero").NothingAsync(),
            StringComparison.Ordinal);

    [TestMethod]
    public async Task A_helper_that_does_not_answer_in_time_is_a_failure()
    {
        using var home = new CredentialHome { HelperTimeout = TimeSpan.FromMilliseconds(500) };
        var places = await home.Docker(Store).Helper("x", "exec sleep 600").NothingAsync();
        Assert.Contains(
            $"docker-credential-x (which {home.DockerFile} names, did not answer within 0.5 s", places, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Cancelling_kills_the_helper_and_what_it_started()
    {
        // Both processes have the pipe open for writing, so it ends when both of them have ended.
        var pipe = _home.Folder["pipe"];
        var made = await ProcessRunner.RunAsync(new ProcessCommand("mkfifo", [pipe]), CancellationToken.None);
        Assert.AreEqual(0, made.ExitCode, made.Error);
        _home.Docker(Store).Helper("x", $"exec 3>'{pipe}'; sleep 600 & echo started >&3; wait");
        using var stop = new CancellationTokenSource();
        var asked = _home.Chain.FindAsync("host:5000", "app", stop.Token);
        using var reader = await Task.Run(() => new StreamReader(pipe));
        Assert.AreEqual("started", await Task.Run(reader.ReadLine));
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => asked);
        Assert.AreEqual("", await Task.Run(reader.ReadToEnd));
    }

    [TestMethod]
    public async Task A_helper_of_a_caller_who_gave_up_is_asked_again()
    {
        _home.Docker(Store).Helper("x", Answer);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => _home.Chain.FindAsync("host:5000", "app", new CancellationToken(canceled: true)));
        Assert.AreEqual("user:SECRET", await _home.PairAsync(repository: "app"));
    }

    // Another place has credentials, and the problem of the helper is noted.
    private async Task<string> FailAsync(string script)
    {
        Assert.AreEqual("other:x", await _home.Docker(Store).Helper("x", script)
            .Podman("{\"auths\":{\"host:5000\":" + CredentialHome.Entry("other:x") + "}}").PairAsync());
        return _home.Chain.Places.Troubles;
    }
}

using OciArtifacts.Core;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// The library and a private registry of Docker, with TLS by a private certificate authority and with users.
/// </summary>
[TestClass]
public sealed class PrivateRegistryTests : LibraryTests
{
    private const string User = "user";
    private const string Password = "a:b ü";
    private const string CaFile = "OCIARTIFACTS_CA_FILE";

    private static readonly (string, string)[] Credentials = [("OCIARTIFACTS_USERNAME", User), ("OCIARTIFACTS_PASSWORD", Password)];

    [TestMethod]
    public async Task It_is_pushed_to_and_pulled_from_with_what_the_environment_says()
    {
        Need(Oras);
        await using var registry = await StartAsync();
        var options = Options([(CaFile, registry.CaPath!), .. Credentials]);
        var artifact = Artifact.Of(0, 1, 1000, 100_000, 3_000_000);
        await PushAsync(registry.Host, options, artifact, "1.0.0", "latest");
        foreach (var tag in (string[])["1.0.0", "latest"])
        {
            await PullAsync(registry.Host, options, artifact, tag);
            await PullWithOrasAsync(
                registry.Host, artifact, tag,
                "--from-plain-http=false", "--from-ca-file", registry.CaPath!, "--from-username", User, "--from-password", Password);
        }
    }

    [TestMethod]
    public async Task Its_authority_is_believed_out_of_the_users_folder_of_its_name_only()
    {
        await using var registry = await StartAsync();
        var home = NewFolder();
        var authority = await File.ReadAllBytesAsync(registry.CaPath!, Cancellation);
        var options = Options([("HOME", home.Path), .. Credentials]);
        var artifact = Artifact.Of(1000);
        home.Write(".config/docker/certs.d/localhost:1/ca.crt", authority);
        await FailsAsync(OciErrorCode.TransportSecurity, registry, options);

        home.Write($".config/docker/certs.d/{registry.Host}/ca.crt", authority);
        await PushAsync(registry.Host, options, artifact, "latest");
        await PullAsync(registry.Host, options, artifact, "latest");
    }

    [TestMethod]
    public async Task It_is_not_spoken_to_when_nobody_vouches_for_it()
    {
        await using var registry = await StartAsync();
        await using var other = await StartAsync();
        await FailsAsync(OciErrorCode.TransportSecurity, registry, Options(Credentials));
        await FailsAsync(OciErrorCode.TransportSecurity, registry, Options([(CaFile, other.CaPath!), .. Credentials]));
    }

    [TestMethod]
    public async Task What_is_wrong_with_credentials_is_said_without_them()
    {
        await using var registry = await StartAsync();
        var missing = await FailsAsync(OciErrorCode.CredentialsMissing, registry, Options((CaFile, registry.CaPath!)));
        Assert.Contains("OCIARTIFACTS_USERNAME", missing.Message);

        var options = Options((CaFile, registry.CaPath!), ("OCIARTIFACTS_USERNAME", User), ("OCIARTIFACTS_PASSWORD", "not-the-one"));
        var rejected = await FailsAsync(OciErrorCode.CredentialsRejected, registry, options);
        Assert.Contains("OCIARTIFACTS_USERNAME", rejected.Message);
        Assert.DoesNotContain("not-the-one", rejected.ToString());
    }

    [TestMethod]
    [DataRow(Oras, ".docker/config.json")]
    [DataRow(Skopeo, ".docker/config.json")]
    [DataRow(Skopeo, ".config/containers/auth.json")]
    public async Task A_login_of_another_client_suffices(string client, string file)
    {
        Need(client);
        await using var registry = await StartAsync();
        var home = NewFolder();
        var path = home.Write(file, "{}");
        await LoginAsync(client, registry, path);

        List<RegistryEvent> events = [];
        var options = Options((CaFile, registry.CaPath!), ("HOME", home.Path)) with { Report = events.Add };
        var artifact = Artifact.Of(1000);
        await PushAsync(registry.Host, options, artifact, "latest");
        Assert.Contains(path, events.Single(told => told.Kind == RegistryEventKind.Credentials).Message);
        await PullAsync(registry.Host, options, artifact, "latest");
    }

    private Task<DockerRegistry> StartAsync() =>
        RegistryAsync(new DockerRegistryOptions { UseTls = true, UserName = User, Password = Password });

    // By default, oras uses plain HTTP for a registry on this machine.
    private Task<string> LoginAsync(string client, DockerRegistry registry, string path) => client == Oras
        ? RunAsync(
            Oras, "login", "--plain-http=false", "-u", User, "-p", Password, "--ca-file", registry.CaPath!, "--registry-config", path,
            registry.Host)
        : RunAsync(
            Skopeo, "login", "-u", User, "-p", Password, "--cert-dir", CertificateFolder(registry.CaPath!), "--authfile", path,
            registry.Host);

    private Task<OciException> FailsAsync(OciErrorCode code, DockerRegistry registry, RegistryOptions options) =>
        Failure.WithAsync([code], () => PushAsync(registry.Host, options, Artifact.Of(1000), "latest"));
}

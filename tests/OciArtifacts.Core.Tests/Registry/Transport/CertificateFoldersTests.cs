using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>The folders in which docker and podman keep the certificates of a registry.</summary>
[TestClass]
public sealed class CertificateFoldersTests
{
    [TestMethod]
    public void The_folders_of_the_user_come_before_those_of_the_system() => Assert.AreSequenceEqual(
        [
            "/home/me/.config/docker/certs.d/host:5000", "/home/me/.config/containers/certs.d/host:5000",
            "/etc/containers/certs.d/host:5000", "/etc/docker/certs.d/host:5000",
        ],
        Candidates("host:5000", ("HOME", "/home/me")));

    [TestMethod]
    [DataRow("host", "host")]
    [DataRow("host:5000", "host:5000")]
    [DataRow("host:443", "host:443", "host")]
    [DataRow("Host:5000", "Host:5000", "host:5000")]
    [DataRow("HOST:443", "HOST:443", "host:443", "HOST", "host")]
    [DataRow("[::1]:5000", "[::1]:5000")]
    [DataRow("[::1]:443", "[::1]:443", "[::1]")]
    public void A_folder_is_named_as_the_registry_is_written(string registry, params string[] names) => Assert.AreSequenceEqual(
        names.Select(name => $"/etc/docker/certs.d/{name}"),
        Candidates(registry).Where(folder => folder.StartsWith("/etc/docker", StringComparison.Ordinal)));

    [TestMethod]
    public void Another_folder_of_settings_is_looked_at_too() => Assert.AreSequenceEqual(
        [
            "/settings/docker/certs.d/host", "/settings/containers/certs.d/host",
            "/home/me/.config/docker/certs.d/host", "/home/me/.config/containers/certs.d/host",
        ],
        Candidates("host", ("HOME", "/home/me"), ("XDG_CONFIG_HOME", "/settings")).Take(4));

    [TestMethod]
    public void Where_the_environment_has_no_home_the_one_that_the_system_knows_counts()
    {
        var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        Assert.AreSequenceEqual(Candidates("host", ("HOME", home)), Candidates("host"));
    }

    [TestMethod]
    public void A_folder_of_the_project_is_no_home() => Assert.AreSequenceEqual(
        Candidates("host"), Candidates("host", ("HOME", "me"), ("USERPROFILE", "."), ("XDG_CONFIG_HOME", "settings")));

    [TestMethod]
    public void Windows_has_its_own_folder_and_no_colon_in_a_name() => Assert.AreSequenceEqual(
        [
            "/Users/me/.config/docker/certs.d/host5000", "/Users/me/.config/containers/certs.d/host5000",
            "/ProgramData/docker/certs.d/host5000",
        ],
        Shown(
            CertificateFolders.Candidates(
                "host:5000", Environment(("USERPROFILE", "/Users/me"), ("ProgramData", "/ProgramData")), isWindows: true)));

    private static IEnumerable<string> Candidates(string registry, params (string Name, string Value)[] variables) =>
        Shown(CertificateFolders.Candidates(registry, Environment(variables), isWindows: false));

    // An absolute path on every system, with the separator of the system.
    private static Func<string, string?> Environment(params (string Name, string Value)[] variables) => name =>
        variables.Where(variable => variable.Name == name).Select(variable => Rooted(variable.Value)).FirstOrDefault();

    private static string Rooted(string path) => OperatingSystem.IsWindows() && path.StartsWith('/') ? "C:" + path : path;

    private static IEnumerable<string> Shown(IEnumerable<string> folders) =>
        folders.Select(folder => folder.Replace("C:", "", StringComparison.Ordinal).Replace('\\', '/'));
}

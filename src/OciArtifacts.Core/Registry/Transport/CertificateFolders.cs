using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The folders <c>certs.d/host[:port]</c> of docker and podman: what ends in <c>.crt</c> is an authority, what ends in <c>.cert</c> a
/// certificate of the client, with its key beside it in <c>.key</c>.
/// </summary>
internal sealed class CertificateFolders(string registry, Func<string, string?> environment)
{
    // Links count, and so do hidden files; a folder that this user must not look into is empty to him.
    private static readonly EnumerationOptions AllFiles = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    private readonly IReadOnlyList<PemFile> _files =
        [.. Candidates(registry, environment, OperatingSystem.IsWindows()).Where(Directory.Exists).SelectMany(FilesOf)];

    /// <summary>The files with authorities that may vouch for the registry.</summary>
    internal IEnumerable<PemFile> Authorities => _files.Where(file => Ends(file, ".crt"));

    /// <summary>The certificate to show to the registry and its key: the first of them; or <see langword="null"/>.</summary>
    /// <exception cref="OciException">A certificate has no key beside it.</exception>
    internal (PemFile Certificate, PemFile Key)? Client
    {
        get
        {
            if (_files.FirstOrDefault(file => Ends(file, ".cert")) is not { } certificate) return null;
            var key = certificate with { Path = Path.ChangeExtension(certificate.Path, ".key") };
            return File.Exists(key.Path)
                ? (certificate, key)
                : throw certificate.Unusable($"has no key '{Path.GetFileName(key.Path)}' beside it", "Put it there; the certificate of an authority is to end in .crt");
        }
    }

    /// <summary>Where such a folder may be, whether it is there or not; the user's own before the system's.</summary>
    internal static IEnumerable<string> Candidates(string registry, Func<string, string?> environment, bool isWindows) =>
        Roots(environment, isWindows).SelectMany(root => Names(registry, isWindows).Select(name => Path.Combine(root, name)));

    private static IEnumerable<string> Roots(Func<string, string?> environment, bool isWindows)
    {
        string?[] settings = [UserFolder.Absolute(environment("XDG_CONFIG_HOME")), Path.Combine(UserFolder.Home(environment), ".config")];
        foreach (var folder in settings.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            yield return Path.Combine(folder, "docker", "certs.d");
            yield return Path.Combine(folder, "containers", "certs.d");
        }

        if (!isWindows)
        {
            yield return "/etc/containers/certs.d";
            yield return "/etc/docker/certs.d";
        }
        else if (UserFolder.Absolute(environment("ProgramData")) is { } data)
        {
            yield return Path.Combine(data, "docker", "certs.d");
        }
    }

    // As it is written and in small letters; without the port that https has anyway. No file of Windows may have a colon in its name:
    // docker leaves it out there.
    private static IEnumerable<string> Names(string registry, bool isWindows)
    {
        string[] written = RegistryHost.PortOf(registry) == "443" ? [registry, RegistryHost.HostOf(registry)] : [registry];
        return written.SelectMany(name => new[] { name, name.ToLowerInvariant() })
            .Select(name => isWindows ? name.Replace(":", "", StringComparison.Ordinal) : name)
            .Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<PemFile> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", AllFiles)
        .Order(StringComparer.Ordinal)
        .Select(path => new PemFile(path, "certs.d"));

    private static bool Ends(PemFile file, string extension) => file.Path.EndsWith(extension, StringComparison.Ordinal);
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The folders <c>certs.d/host[:port]</c> of docker and podman. A file <c>.crt</c> is an authority; a file <c>.cert</c>
/// is a certificate of the client, and the file <c>.key</c> beside it is its key.
/// </summary>
internal sealed class CertificateFolders(string registry, Func<string, string?> environment)
{
    // Includes links and hidden files. A folder that this user may not read counts as empty.
    private static readonly EnumerationOptions AllFiles = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    private readonly IReadOnlyList<PemFile> _files =
        [.. Candidates(registry, environment, OperatingSystem.IsWindows()).Where(Directory.Exists).SelectMany(FilesOf)];

    /// <summary>The files with authorities for the registry.</summary>
    internal IEnumerable<PemFile> Authorities => _files.Where(file => Ends(file, ".crt"));

    /// <summary>The first certificate of the client with its key, or <see langword="null"/>.</summary>
    /// <exception cref="OciException">A certificate has no key beside it.</exception>
    internal (PemFile Certificate, PemFile Key)? Client
    {
        get
        {
            if (_files.FirstOrDefault(file => Ends(file, ".cert")) is not { } certificate) return null;
            var key = certificate with { Path = Path.ChangeExtension(certificate.Path, ".key") };
            return File.Exists(key.Path)
                ? (certificate, key)
                : throw certificate.Unusable(
                    $"has no key '{Path.GetFileName(key.Path)}' beside it",
                    "Put it there; the certificate of an authority is to end in .crt");
        }
    }

    /// <summary>The paths where such a folder may be. Those of the user come before those of the system.</summary>
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

    // The name as it is written and in lower case, with and without the default port of https. File names on Windows
    // cannot have a colon, so docker omits it there.
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

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// The key of an entry in a file with credentials: <c>host[:port]</c>, an old address (<c>https://host/v1/</c>), or a
/// part of a registry (<c>host/team/app</c>) that has its own credentials.
/// </summary>
internal readonly record struct CredentialKey
{
    private readonly string _registry;
    private readonly string _path;
    private readonly bool _hasScheme;

    internal CredentialKey(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var parts = (scheme < 0 ? text : text[(scheme + 3)..]).Split('/', 2);
        _hasScheme = scheme >= 0;
        _registry = WithoutPort(parts[0]);
        _path = parts.Length == 1 ? "" : parts[1].Trim('/');
    }

    /// <summary>Whether docker reads the key as the name of the whole registry.</summary>
    internal bool IsOf(string registry) => IsSame(registry) && (_path is "" || IsOldPath);

    /// <summary>
    /// How many characters of the repository name the key names, in whole segments; <see langword="null"/> if it names
    /// another place.
    /// </summary>
    internal int? MatchLengthOf(string registry, string repository)
    {
        if (!IsSame(registry)) return null;
        // Without a scheme, "v1" is not part of an old address but the name of a repository.
        if (_path is "" || (_hasScheme && IsOldPath)) return 0;
        return $"{repository}/".StartsWith($"{_path}/", StringComparison.Ordinal) ? _path.Length : null;
    }

    private bool IsOldPath => _path is "v1" or "v2";

    private bool IsSame(string registry) => DockerHub.AreSame(_registry, WithoutPort(registry));

    // Port 443 is the default port of https.
    private static string WithoutPort(string registry) => RegistryHost.PortOf(registry) == "443" ? RegistryHost.HostOf(registry) : registry;
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// What stands before an entry in a file with credentials: <c>host[:port]</c>, an old address (<c>https://host/v1/</c>), or a part of a registry
/// (<c>host/team/app</c>), for which other credentials may hold.
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

    /// <summary>Whether it means the whole registry, in docker's way, where nothing else is known.</summary>
    internal bool IsOf(string registry) => IsSame(registry) && (_path is "" || IsOldPath);

    /// <summary>How many characters of the repository's name it covers, in whole segments; nothing where it means another place.</summary>
    internal int? MatchLengthOf(string registry, string repository)
    {
        if (!IsSame(registry)) return null;
        // Without a scheme it is no old address, but a part of the registry that has the name v1.
        if (_path is "" || (_hasScheme && IsOldPath)) return 0;
        return $"{repository}/".StartsWith($"{_path}/", StringComparison.Ordinal) ? _path.Length : null;
    }

    private bool IsOldPath => _path is "v1" or "v2";

    private bool IsSame(string registry) => DockerHub.AreSame(_registry, WithoutPort(registry));

    // The port that https has anyway.
    private static string WithoutPort(string registry) => RegistryHost.PortOf(registry) == "443" ? RegistryHost.HostOf(registry) : registry;
}

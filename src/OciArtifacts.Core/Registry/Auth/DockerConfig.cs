using System.Text;
using System.Text.Json;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>Docker's <c>config.json</c>, where <c>docker login</c> and <c>oras login</c> leave credentials.</summary>
internal sealed class DockerConfig(Func<string, string?> environment)
{
    /// <summary>Where the file is looked for.</summary>
    internal string Path { get; } = System.IO.Path.Combine(
        Absolute(environment("DOCKER_CONFIG")) ?? System.IO.Path.Combine(Home(environment), ".docker"), "config.json");

    /// <summary>For the message of who finds nothing: that the file leaves the credentials to a program, which is not asked.</summary>
    internal string Helper { get; private set; } = "";

    /// <exception cref="OciException">The file cannot be understood (<see cref="OciErrorCode.CredentialsFile"/>).</exception>
    internal async Task<Credential?> FindAsync(string registry, CancellationToken cancellation)
    {
        if (!File.Exists(Path)) return null;
        try
        {
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path, cancellation).ConfigureAwait(false));
            return Find(json.RootElement, registry);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            // Its own words could quote a secret, so only its kind is told.
            throw new OciException(
                OciErrorCode.CredentialsFile, $"'{Path}' cannot be read as a docker configuration ({problem.GetType().Name}). Mend it, or log in again.");
        }
    }

    private Credential? Find(JsonElement root, string registry)
    {
        if (root.TryGetProperty("credsStore", out _) || (root.TryGetProperty("credHelpers", out var helpers) && helpers.TryGetProperty(registry, out _)))
        {
            Helper = " (which leaves credentials to a helper program; this version does not ask it)";
        }

        if (!root.TryGetProperty("auths", out var auths)) return null;
        return auths.EnumerateObject()
            .Where(entry => HostOf(entry.Name).Equals(registry, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(entry => entry.Name.Equals(registry, StringComparison.OrdinalIgnoreCase))
            .Select(entry => CredentialOf(entry.Value))
            .FirstOrDefault(credential => credential is not null);
    }

    // A relative folder would be one of whatever project is built: no place for credentials.
    private static string? Absolute(string? folder) => System.IO.Path.IsPathFullyQualified(folder ?? "") ? folder : null;

    private static string Home(Func<string, string?> environment) =>
        Absolute(environment("HOME")) ?? Absolute(environment("USERPROFILE")) ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    // Old entries are addresses, https://host/v1/. Another path is a part of the registry, for which other credentials may hold.
    private static string HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var address = scheme < 0 ? key : key[(scheme + 3)..];
        var parts = address.Split('/', 2);
        return parts.Length == 1 || parts[1].Trim('/') is "" or "v1" or "v2" ? parts[0] : address;
    }

    private Credential? CredentialOf(JsonElement entry)
    {
        if (Text(entry, "username") is { Length: > 0 } user && Text(entry, "password") is { Length: > 0 } password)
        {
            return new Credential(user, password, Path);
        }

        if (Text(entry, "auth") is not { Length: > 0 } encoded) return null;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? new Credential(pair[..colon], pair[(colon + 1)..].TrimEnd('\0'), Path) : throw new FormatException();
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;
}

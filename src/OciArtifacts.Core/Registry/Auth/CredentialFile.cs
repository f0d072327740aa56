using System.Text;
using System.Text.Json;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>A file of the form of docker's <c>config.json</c>: entries with credentials, and the names of programs that have others.</summary>
internal abstract class CredentialFile(string path)
{
    /// <summary>Where the file is looked for.</summary>
    internal string Path { get; } = path;

    /// <summary>What the helper program has, that the file names for the registry; else what the file has itself.</summary>
    /// <exception cref="OciException">
    /// The file cannot be understood (<see cref="OciErrorCode.CredentialsFile"/>), or the program that has the credentials does not give them
    /// (<see cref="OciErrorCode.CredentialHelper"/>).
    /// </exception>
    internal async Task<Credential?> FindAsync(string registry, string repository, CredentialHelpers helpers, CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation).ConfigureAwait(false) is not { } root) return null;
        if (Understand(() => HelperOf(root, registry)) is not { Length: > 0 } name) return Entry();
        if (helpers.Find(name, Path) is { } helper)
        {
            return await helpers.AskAsync(helper, DockerHub.KeptNameOf(registry), cancellation).ConfigureAwait(false) ?? Entry();
        }

        return Entry() ?? throw CredentialHelpers.Missing(name, Path, registry);

        Credential? Entry() => Understand(() => EntryOf(root, registry, repository));
    }

    /// <summary>The name of the helper that has the credentials, if one has.</summary>
    protected abstract string? HelperOf(JsonElement root, string registry);

    /// <summary>How well a key fits, more is better; nothing where it means something else.</summary>
    protected abstract int? RankOf(CredentialKey key, string registry, string repository);

    /// <summary>The helper that the file names for the registry alone.</summary>
    protected static string? HelperAmong(JsonElement root, string registry) => root.TryGetProperty("credHelpers", out var helpers)
        ? ExactFirst(helpers, registry).Where(entry => new CredentialKey(entry.Name).IsOf(registry)).Select(entry => entry.Value.GetString()).FirstOrDefault()
        : null;

    protected static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<JsonProperty> ExactFirst(JsonElement entries, string registry)
    {
        var exact = DockerHub.KeptNameOf(registry);
        return entries.EnumerateObject().OrderByDescending(entry => entry.Name.Equals(exact, StringComparison.OrdinalIgnoreCase));
    }

    private Credential? EntryOf(JsonElement root, string registry, string repository)
    {
        if (!root.TryGetProperty("auths", out var auths)) return null;
        return ExactFirst(auths, registry)
            .Select(entry => (entry.Value, Rank: RankOf(new CredentialKey(entry.Name), registry, repository)))
            .Where(entry => entry.Rank is not null)
            .OrderByDescending(entry => entry.Rank)
            .Select(entry => CredentialOf(entry.Value))
            .FirstOrDefault(credential => credential is not null);
    }

    private Credential? CredentialOf(JsonElement entry)
    {
        // Beside a token stands an "auth" that has no password.
        if (Text(entry, "identitytoken") is { Length: > 0 } token) return Credential.OfIdentityToken(token, Path);
        if (Text(entry, "username") is { Length: > 0 } user && Text(entry, "password") is { Length: > 0 } password)
        {
            return Credential.OfPassword(user, password, Path);
        }

        if (Text(entry, "auth") is not { Length: > 0 } encoded) return null;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? Credential.OfPassword(pair[..colon], pair[(colon + 1)..].TrimEnd('\0'), Path) : throw new FormatException();
    }

    private async Task<JsonElement?> ReadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path)) return null;
        try
        {
            var bytes = await File.ReadAllBytesAsync(Path, cancellation).ConfigureAwait(false);
            return Understand(() =>
            {
                using var json = JsonDocument.Parse(bytes);
                return json.RootElement.Clone();
            });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Broken(problem);
        }
    }

    private T Understand<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw Broken(problem);
        }
    }

    // Its own words could quote a secret, so only its kind is told.
    private OciException Broken(Exception problem) => new(
        OciErrorCode.CredentialsFile, $"'{Path}' cannot be read as a docker configuration ({problem.GetType().Name}). Mend it, or log in again.");
}

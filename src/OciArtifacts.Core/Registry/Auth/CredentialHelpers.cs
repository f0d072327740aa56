using System.Collections.Concurrent;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>The programs that keep credentials for others, <c>docker-credential-NAME</c>. Each is asked once for a registry.</summary>
internal sealed class CredentialHelpers(Func<string, string?> environment)
{
    private readonly Remembered<(CredentialHelper Helper, string Server), Credential?> _answers = new();
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    /// <summary>How long a program may take. The default is 30 seconds.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The programs that were asked so far.</summary>
    internal IEnumerable<string> Asked => _asked.Keys.Order(StringComparer.Ordinal);

    /// <summary>The helper of that name, or <see langword="null"/> where it is not on this machine.</summary>
    /// <exception cref="OciException">It is no name.</exception>
    internal CredentialHelper? Find(string name, string file)
    {
        if (!IsName(name))
        {
            throw new OciException(
                OciErrorCode.CredentialHelper,
                $"'{file}' names a credential helper in a way that is no name: it may have letters, digits, '-', '_' and '.', and no path. Write NAME where the program is docker-credential-NAME.");
        }

        // A relative folder would be one of whatever project is built: no place for a program that gets to know secrets.
        var program = ProgramOf(name);
        var path = (environment("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => Path.IsPathFullyQualified(folder))
            .SelectMany(folder => FileNamesOf(program).Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(IsProgram);
        return path is null ? null : new CredentialHelper(program, path, file);
    }

    internal Task<Credential?> AskAsync(CredentialHelper helper, string server, CancellationToken cancellation)
    {
        _asked.TryAdd(helper.Program, true);
        return _answers.GetAsync((helper, server), token => helper.AskAsync(server, Timeout, token), cancellation);
    }

    internal static OciException Missing(string name, string file, string registry) => new(
        OciErrorCode.CredentialHelper,
        $"'{file}' leaves the credentials of {registry} to {ProgramOf(name)}, which is in no folder of PATH. Install it, take it out of the file and log in again, or set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD.");

    // Some helpers come as scripts there, such as that of gcloud. The one argument is constant, so a script can be told nothing else.
    private static IEnumerable<string> FileNamesOf(string program) =>
        OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];

    private static string ProgramOf(string name) => $"docker-credential-{name}";

    private static bool IsName(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !name.Contains("..", StringComparison.Ordinal);

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);
}

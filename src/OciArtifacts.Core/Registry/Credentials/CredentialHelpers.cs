namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>The programs that keep credentials for others, <c>docker-credential-NAME</c>. Each is asked once for a registry.</summary>
internal sealed class CredentialHelpers(Func<string, string?> environment, CredentialPlaces places)
{
    private readonly AsyncCache<(string Path, string Server), HelperFinding> _findings = new();

    /// <summary>How long a program may take. The default is 30 seconds.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where is noted what was asked.</summary>
    internal CredentialPlaces Places { get; } = places;

    /// <summary>What the program of that name has for the server; what keeps it from giving it is noted.</summary>
    /// <param name="name">The name that the file has for it.</param>
    /// <param name="file">The file.</param>
    /// <param name="server">The registry, as the program knows it.</param>
    /// <param name="cancellation">Stops the program.</param>
    internal async Task<Credential?> AskAsync(string name, string file, string server, CancellationToken cancellation)
    {
        if (!IsName(name))
        {
            Places.Note(
                file,
                "names a credential helper by a path or with other characters than letters, digits, '-', '_' and '.': "
                + "write NAME for docker-credential-NAME");
            return null;
        }

        var program = $"docker-credential-{name}";
        var path = PathOf(program) ?? "";
        var finding = path.Length > 0
            ? await _findings.GetAsync((path, server), Ask, cancellation).ConfigureAwait(false)
            : new HelperFinding(null, "is in no folder of PATH");
        if (finding.Trouble is not { } trouble) Places.Add(program);
        else Places.Note(program, $"which {file} names, {trouble}");
        return finding.Credential;

        Task<HelperFinding> Ask(CancellationToken token) => new CredentialHelper(program, path).AskAsync(server, Timeout, token);
    }

    // A relative folder would be one of whatever project is built: no place for a program that gets to know secrets.
    private string? PathOf(string program) => (environment("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => Path.IsPathFullyQualified(folder))
        .SelectMany(folder => FileNamesOf(program).Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(IsProgram);

    // Some helpers come as scripts there, such as that of gcloud. The one argument is constant, so a script can be told nothing else.
    private static IEnumerable<string> FileNamesOf(string program) =>
        OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];

    private static bool IsName(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !name.Contains("..", StringComparison.Ordinal);

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);
}

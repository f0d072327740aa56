namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Finds and runs the credential helpers <c>docker-credential-NAME</c>. Each one is asked once for a registry.
/// </summary>
internal sealed class CredentialHelpers(Func<string, string?> environment, CredentialPlaces places)
{
    private readonly AsyncCache<(string Path, string Server), HelperFinding> _findings = new();

    /// <summary>How long a helper program may take. The default is 30 seconds.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The places where helper programs are noted.</summary>
    internal CredentialPlaces Places { get; } = places;

    /// <summary>Asks the helper program for the credentials of a server. A problem is noted.</summary>
    /// <param name="name">The name of the helper in the file, without its prefix.</param>
    /// <param name="file">The file that names the helper.</param>
    /// <param name="server">The name of the registry for helpers.</param>
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

    // Relative folders are left out: they could lead into the project that is built, and the program gets to know
    // secrets.
    private string? PathOf(string program) => (environment("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => Path.IsPathFullyQualified(folder))
        .SelectMany(folder => FileNamesOf(program).Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(IsProgram);

    // On Windows some helpers are scripts, such as that of gcloud. Their only argument is constant, so nothing can be
    // injected.
    private static IEnumerable<string> FileNamesOf(string program) =>
        OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];

    private static bool IsName(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !name.Contains("..", StringComparison.Ordinal);

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & AnyExecute) != UnixFileMode.None);

    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}

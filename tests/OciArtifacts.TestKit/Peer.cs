namespace OciArtifacts.TestKit;

/// <summary>Programs of other projects, for interop tests.</summary>
public static class Peer
{
    /// <summary>A missing program fails the test in CI, and skips it elsewhere.</summary>
    public static bool InCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    // Servers are in folders for administrators, which a plain user's PATH leaves out.
    private static readonly string[] ServerFolders = OperatingSystem.IsWindows() ? [] : ["/usr/local/sbin", "/usr/sbin"];

    /// <summary>
    /// The full path of the program, on the PATH or in the folders of servers; null when it is not installed.
    /// </summary>
    public static string? Find(string program) =>
        ProcessRunner.FindOnPath(program) ?? ServerFolders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The names of the missing programs, and how to install them; null when all are installed.</summary>
    public static string? Missing(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToArray();
        return missing.Length == 0
            ? null
            : $"Not on the PATH or where servers are: {string.Join(", ", missing)}. build/install-peers installs them.";
    }

    /// <summary>Throws a <see cref="PeerMissingException"/> unless all programs are installed.</summary>
    public static void Require(params string[] programs)
    {
        if (Missing(programs) is { } message) throw new PeerMissingException(message);
    }
}

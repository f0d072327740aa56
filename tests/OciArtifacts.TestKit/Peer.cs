namespace OciArtifacts.TestKit;

/// <summary>Other people's programs that interop tests run against.</summary>
public static class Peer
{
    /// <summary>In CI a missing peer is a failure; on a desk the test is skipped.</summary>
    public static bool InCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    // Servers are in folders for administrators, which a plain user's PATH leaves out.
    private static readonly string[] ServerFolders = OperatingSystem.IsWindows() ? [] : ["/usr/local/sbin", "/usr/sbin"];

    /// <summary>The full path of the program, on the PATH or where servers are; null when there is none.</summary>
    public static string? Find(string program) =>
        ProcessRunner.FindOnPath(program) ?? ServerFolders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Which of the programs are not here, and how to get them; null when all are there.</summary>
    public static string? Missing(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToArray();
        return missing.Length == 0 ? null : $"Not on the PATH or where servers are: {string.Join(", ", missing)}. build/install-peers installs them.";
    }

    /// <summary>Throws a <see cref="PeerMissingException"/> unless all programs are there.</summary>
    public static void Require(params string[] programs)
    {
        if (Missing(programs) is { } message) throw new PeerMissingException(message);
    }
}

namespace OciArtifacts.TestKit;

/// <summary>Other people's programs that interop tests run against.</summary>
public static class Peer
{
    /// <summary>In CI a missing peer is a failure; on a desk the test is skipped.</summary>
    public static bool InCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which of the programs are not on the PATH, and how to get them; null when all are there.</summary>
    public static string? Missing(params string[] programs)
    {
        var missing = programs.Where(program => ProcessRunner.FindOnPath(program) is null).ToArray();
        return missing.Length == 0 ? null : $"Not on the PATH: {string.Join(", ", missing)}. build/install-peers installs them.";
    }

    /// <summary>Throws a <see cref="PeerMissingException"/> unless all programs are there.</summary>
    public static void Require(params string[] programs)
    {
        if (Missing(programs) is { } message) throw new PeerMissingException(message);
    }
}

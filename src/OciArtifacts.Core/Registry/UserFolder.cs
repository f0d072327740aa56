namespace OciArtifacts.Core.Registry;

/// <summary>The folders of the user, by environment variables.</summary>
internal static class UserFolder
{
    /// <summary>
    /// The path if it is absolute. A relative path could lead into the project that is built, which is no place for
    /// credentials.
    /// </summary>
    internal static string? Absolute(string? path) => Path.IsPathFullyQualified(path ?? "") ? path : null;

    /// <summary>The home folder. The variable that docker reads on this system comes first.</summary>
    internal static string Home(Func<string, string?> environment)
    {
        var (own, other) = OperatingSystem.IsWindows() ? ("USERPROFILE", "HOME") : ("HOME", "USERPROFILE");
        return Absolute(environment(own))
            ?? Absolute(environment(other))
            ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
    }
}

namespace OciArtifacts.Core.Registry;

/// <summary>The folders of the user that the environment names.</summary>
internal static class UserFolder
{
    /// <summary>The path, if it is absolute: a relative one would be one of whatever project is built, no place for credentials.</summary>
    internal static string? Absolute(string? path) => Path.IsPathFullyQualified(path ?? "") ? path : null;

    /// <summary>The user's own folder, by the name that docker asks for on this system first.</summary>
    internal static string Home(Func<string, string?> environment)
    {
        var (own, other) = OperatingSystem.IsWindows() ? ("USERPROFILE", "HOME") : ("HOME", "USERPROFILE");
        return Absolute(environment(own)) ?? Absolute(environment(other)) ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
    }
}

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>The folders of the user that the environment names.</summary>
internal static class UserFolder
{
    // A relative path would be one of whatever project is built: no place for credentials.
    internal static string? Absolute(string? path) => Path.IsPathFullyQualified(path ?? "") ? path : null;

    internal static string Home(Func<string, string?> environment) =>
        Absolute(environment("HOME")) ?? Absolute(environment("USERPROFILE")) ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}

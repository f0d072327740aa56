namespace OciArtifacts.Build.Checks;

/// <summary>A name that a user wrote, and where.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What has this name.</param>
/// <param name="File">The file, or <see langword="null"/> for an environment variable.</param>
/// <param name="Line">The line in that file.</param>
/// <param name="IsShared">Whether other projects read that file too, so that the name may belong to them.</param>
internal sealed record FoundName(string Name, NameKind Kind, string? File = null, int Line = 0, bool IsShared = false);

namespace OciArtifacts.Build.Checks;

/// <summary>A name that a user wrote, and where.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it is the name of.</param>
/// <param name="File">The file, or <see langword="null"/> where it is in none.</param>
/// <param name="Line">The line in that file.</param>
/// <param name="IsShared">Whether other projects read that file too: then the name may be one of theirs.</param>
internal sealed record FoundName(string Name, NameKind Kind, string? File = null, int Line = 0, bool IsShared = false);

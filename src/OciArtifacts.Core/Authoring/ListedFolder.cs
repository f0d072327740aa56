using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>A folder whose files were listed.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Files">What tells its list of files from others.</param>
/// <param name="TakesAll">Whether version control and build output were listed too.</param>
internal sealed record ListedFolder(string Path, Digest Files, bool TakesAll);

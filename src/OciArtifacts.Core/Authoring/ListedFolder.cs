using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>A folder whose files were listed.</summary>
/// <param name="Path">The folder, an absolute path.</param>
/// <param name="Files">The digest of its list of files.</param>
/// <param name="TakesAll">Whether the files of version control and of builds were listed too.</param>
internal sealed record ListedFolder(string Path, Digest Files, bool TakesAll);

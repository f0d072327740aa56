using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Lists, in one message, the folders that were left out because they belong to version control or to a build.
/// </summary>
internal static class LeftOutFiles
{
    private const int MostNamed = 5;

    internal static IEnumerable<Finding> Find(string project, IReadOnlyCollection<string> leftOut)
    {
        if (leftOut.Count == 0) yield break;
        var named = leftOut.Take(MostNamed).Select(path => Path.GetRelativePath(project, path).Replace(Path.DirectorySeparatorChar, '/'));
        var more = leftOut.Count <= MostNamed ? "" : $" and {leftOut.Count - MostNamed} more";
        yield return new Finding(
            OciErrorCode.LeftOut,
            FindingSeverity.Notice,
            $"Left out, because they belong to version control or to a build: {string.Join(", ", named)}{more}. "
                + "Set DefaultExcludes=\"false\" of the OciArtifactFile to take them too.");
    }
}

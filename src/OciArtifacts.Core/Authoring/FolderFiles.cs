using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>Lists the files of folders, but those that this package writes: an artifact that holds itself is new each time.</summary>
/// <param name="ours">Files and folders that we write, absolute paths.</param>
internal sealed class FolderFiles(IReadOnlyCollection<string> ours)
{
    private readonly Dictionary<string, ListedFolder> _listed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>The folders that were listed.</summary>
    internal IReadOnlyList<ListedFolder> Listed => [.. _listed.Values.OrderBy(folder => folder.Path, StringComparer.Ordinal)];

    /// <summary>What was left out of the folders, absolute paths.</summary>
    internal IReadOnlyCollection<string> LeftOut => _leftOut;

    /// <summary>The files below the folder, in no particular order, with their paths in it (with <c>/</c>).</summary>
    /// <param name="folder">The folder, an absolute path.</param>
    /// <param name="takesAll">Whether version control and build output are part of it.</param>
    /// <exception cref="OciException">A folder may not be read, contains itself by way of a link, or is one that we write.</exception>
    internal IEnumerable<(string Path, string RelativePath)> Below(string folder, bool takesAll)
    {
        if (ours.Any(path => Path.TrimEndingDirectorySeparator(path) == Path.TrimEndingDirectorySeparator(folder)))
        {
            throw new OciException(
                OciErrorCode.InvalidSetting, $"'{folder}' is part of the artifact, and the artifact would be written into it. Name another folder for the layout.")
            {
                Remedy = Remedy.LayoutDirectory,
            };
        }

        // Where the folder is inside one of ours, that one is not ours alone.
        var inside = ours.Where(path => IsIn(folder, path)).ToList();
        var files = FolderListing.FilesBelow(folder, takesAll ? null : IsLeftOut);
        if (inside.Count > 0) files = [.. files.Where(file => !inside.Any(path => IsIn(path, file)))];
        _listed[folder] = new ListedFolder(folder, DigestOf(files), takesAll);
        var start = Path.EndsInDirectorySeparator(folder) ? folder.Length : folder.Length + 1;
        return files.Select(file => (file, file[start..].Replace(Path.DirectorySeparatorChar, '/')));
    }

    /// <summary>Whether the folder has the files now that it had when it was listed.</summary>
    internal bool IsAsListed(ListedFolder folder)
    {
        try
        {
            Below(folder.Path, folder.TakesAll);
            return _listed[folder.Path].Files == folder.Files;
        }
        catch (OciException)
        {
            return false;
        }
    }

    private bool IsLeftOut(string path)
    {
        if (!DefaultExcludes.IsLeftOut(path)) return false;
        _leftOut.Add(path);
        return true;
    }

    private static Digest DigestOf(string[] files)
    {
        Array.Sort(files, StringComparer.Ordinal);
        return Digest.Sha256(Encoding.UTF8.GetBytes(string.Join('\0', files)));
    }

    internal static bool IsIn(string path, string file) =>
        file.Equals(path, StringComparison.Ordinal)
        || file.StartsWith(Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>Lists the files of folders, except files that the caller writes: an artifact that contains itself changes each time.</summary>
/// <param name="written">The files and folders that the caller writes, absolute paths.</param>
internal sealed class FolderFiles(IReadOnlyCollection<string> written)
{
    private readonly Dictionary<string, ListedFolder> _listed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>The folders that were listed so far.</summary>
    internal IReadOnlyList<ListedFolder> Listed => [.. _listed.Values.OrderBy(folder => folder.Path, StringComparer.Ordinal)];

    /// <summary>The files and folders that <see cref="DefaultExcludes"/> left out, absolute paths.</summary>
    internal IReadOnlyCollection<string> LeftOut => _leftOut;

    /// <summary>Lists the files below the folder, in no particular order, with their relative paths (with <c>/</c>).</summary>
    /// <param name="folder">The folder, an absolute path.</param>
    /// <param name="takesAll">Whether to include the files of version control and of builds.</param>
    /// <exception cref="OciException">A folder may not be read, contains itself through a link, or is written by the caller.</exception>
    internal IEnumerable<(string Path, string RelativePath)> Below(string folder, bool takesAll)
    {
        if (written.Any(path => PathComparison.AreSame(path, folder)))
        {
            throw new OciException(
                OciErrorCode.InvalidSetting,
                $"'{folder}' is part of the artifact, and the artifact would be written into it. Name another folder for the layout.")
            {
                Remedy = Remedy.LayoutDirectory,
            };
        }

        // A written folder that contains this folder also has files of others, so it is not left out.
        var inside = written.Where(path => PathComparison.IsIn(folder, path)).ToList();
        var files = FolderListing.FilesBelow(folder, takesAll ? null : IsLeftOut);
        if (inside.Count > 0) files = [.. files.Where(file => !inside.Any(path => PathComparison.IsIn(path, file)))];
        _listed[folder] = new ListedFolder(folder, DigestOf(files), takesAll);
        var start = Path.EndsInDirectorySeparator(folder) ? folder.Length : folder.Length + 1;
        return files.Select(file => (file, file[start..].Replace(Path.DirectorySeparatorChar, '/')));
    }

    /// <summary>Whether the folder has the same list of files now. A folder that cannot be listed has not.</summary>
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
}

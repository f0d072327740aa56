using System.IO.Enumeration;

namespace OciArtifacts.Core;

/// <summary>Lists the files below folders, with hidden files, and follows links.</summary>
internal static class FolderListing
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,

        // On Unix a name that begins with a dot is "hidden". Such a file is part of the folder too.
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>
    /// Lists everything below the folder but folders, as absolute paths in no particular order. The kind of each entry
    /// is not checked: opening it shows the kind.
    /// </summary>
    /// <exception cref="OciException">
    /// A folder may not be read, has a name that is not UTF-8, or contains itself through a link.
    /// </exception>
    /// <param name="folder">The folder, an absolute path.</param>
    /// <param name="isLeftOut">
    /// Returns whether a folder or a file is left out, given its absolute path. Nothing below such a folder is listed.
    /// </param>
    internal static string[] FilesBelow(string folder, Predicate<string>? isLeftOut = null)
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(folder, static (ref entry) => entry.ToFullPath(), Everything)
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && isLeftOut?.Invoke(entry.ToFullPath()) != true,
                ShouldRecursePredicate = (ref entry) => isLeftOut?.Invoke(entry.ToFullPath()) != true && MayEnter(ref entry),
            }];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.BadName(folder)
                ?? new OciException(
                    OciErrorCode.FileAccess, $"The folder '{folder}' cannot be read: {DiskProblem.Reason(problem, folder)}", problem);
        }
    }

    // Only folders are checked, so that the listing of many files stays fast.
    private static bool MayEnter(ref FileSystemEntry entry)
    {
        var path = entry.ToFullPath();
        if (FileProblem.BadName(path) is { } bad) throw bad;
        if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && IsCycle(path)) throw FileProblem.FolderCycle(path);
        return true;
    }

    // Whether the link leads to a folder that contains the link.
    private static bool IsCycle(string link)
    {
        if (UnixFileStatus.IsUsable) return UnixFileStatus.TryRead(link, out var target) && IsAbove(target, link);
        return new DirectoryInfo(link).ResolveLinkTarget(returnFinalTarget: true)?.FullName is { } path
            && link.StartsWith(Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAbove(in UnixFileStatus target, string link)
    {
        for (var folder = Path.GetDirectoryName(link); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (UnixFileStatus.TryRead(folder, out var above) && above.Inode == target.Inode && above.Device == target.Device) return true;
        }

        return false;
    }
}

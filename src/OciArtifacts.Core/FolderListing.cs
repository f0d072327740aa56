using System.IO.Enumeration;

namespace OciArtifacts.Core;

/// <summary>Lists the files of folders, hidden ones too, through links.</summary>
internal static class FolderListing
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,

        // On Unix a name that begins with a dot is "hidden", and belongs to the folder all the same.
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>Everything below the folder that is no folder, in no particular order, absolute paths. What it is shows when it is opened.</summary>
    /// <exception cref="OciException">A folder may not be read, has a name that is not UTF-8, or contains itself by way of a link.</exception>
    /// <param name="folder">The folder.</param>
    /// <param name="isLeftOut">Whether a folder or a file stays out, by its absolute path; nothing below such a folder is looked at.</param>
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
                ?? new OciException(OciErrorCode.FileAccess, $"The folder '{folder}' cannot be read: {DiskProblem.Reason(problem, folder)}", problem);
        }
    }

    // Asked of folders alone: a listing of many files takes nothing for it.
    private static bool MayEnter(ref FileSystemEntry entry)
    {
        var path = entry.ToFullPath();
        if (FileProblem.BadName(path) is { } bad) throw bad;
        if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && IsCycle(path)) throw FileProblem.FolderCycle(path);
        return true;
    }

    // A link to a folder that the link is in.
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

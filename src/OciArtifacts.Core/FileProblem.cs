namespace OciArtifacts.Core;

/// <summary>
/// Makes the failures of a path that cannot be read. They say what the path is and where its links lead.
/// </summary>
internal static class FileProblem
{
    // .NET puts this character in place of bytes that are not UTF-8. A path with it cannot be opened.
    private const char NotText = '\uFFFD';

    /// <summary>Makes the failure of opening or reading a file.</summary>
    internal static OciException Of(string path, string role, Exception problem) =>
        problem is FileNotFoundException or DirectoryNotFoundException
        ? Missing(path, role, problem)
        : FindLink(path) is { } link && IsCycle(link)
            ? new(OciErrorCode.FileAccess, $"{Called(path, role)} cannot be read: {CycleText(link)}", problem)
            : new(OciErrorCode.FileAccess, $"{Called(path, role)} cannot be read: {DiskProblem.Reason(problem, path)}", problem);

    /// <summary>Makes the failure of a path that does not exist.</summary>
    internal static OciException Missing(string path, string role, Exception? problem = null)
    {
        if (BadName(path) is { } bad) return bad;
        var link = FindLink(path);
        if (link is not null && IsCycle(link))
        {
            return new(OciErrorCode.FileAccess, $"{Called(path, role)} cannot be read: {CycleText(link)}", problem);
        }

        var reason = link is null ? "does not exist" : link.FullName == path
            ? $"is a link to '{link.LinkTarget}', which does not exist"
            : $"does not exist: '{link.FullName}' is a link to '{link.LinkTarget}', which does not exist";
        var advice = role.Length > 0 ? "Create it, or name a file that is there." : "Create it, or take it out of the project.";
        return new(OciErrorCode.FileNotFound, $"{Called(path, role)} {reason}. {advice}", problem);
    }

    /// <summary>Makes the failure of a path that is a pipe, a socket, a device or a folder.</summary>
    internal static OciException NotRegular(string path, string role, FileKind kind)
    {
        var link = new FileInfo(path).LinkTarget is { } target ? $"a link to '{target}', which is " : "";
        return new(
            OciErrorCode.NotRegularFile,
            $"{Called(path, role)} is {link}{NameOf(kind)}, and only a regular file can be read. "
            + "Take it out of the project, or put a file there.");
    }

    /// <summary>Makes the failure of a link to a folder that contains the link.</summary>
    internal static OciException FolderCycle(string path) => new(
        OciErrorCode.FileAccess,
        $"'{path}' is a link to '{new FileInfo(path).LinkTarget}', a folder that the link is in: what is below it has no end. "
        + "Take the link out of the folder.");

    /// <summary>
    /// The failure of a path that does not exist because of its name: the name is not UTF-8, or has a backslash.
    /// Otherwise <see langword="null"/>.
    /// </summary>
    internal static OciException? BadName(string path)
    {
        if (path.Contains(NotText, StringComparison.Ordinal) && !Path.Exists(path))
        {
            return new(
                OciErrorCode.InvalidName,
                $"'{path}' has a name that is not UTF-8: where it has other bytes, {NotText} is shown. "
                + "No other program would find it by that name. Rename the file.");
        }

        return WithBackslash(path) is { } name ? Backslash(name) : null;
    }

    /// <summary>Makes the failure of a name with a backslash: Windows reads it as a file in a folder.</summary>
    internal static OciException Backslash(string path) => new(
        OciErrorCode.InvalidName,
        $"'{path}' has a backslash in its name, which Windows and many programs read as the border between a folder and a file. "
        + "Rename the file.");

    /// <summary>The name of the kind for messages, with its article.</summary>
    internal static string NameOf(FileKind kind) => kind switch
    {
        FileKind.Pipe => "a named pipe",
        FileKind.Socket => "a socket",
        FileKind.CharacterDevice => "a device",
        FileKind.BlockDevice => "a block device",
        FileKind.Folder => "a folder",
        _ => "no regular file",
    };

    // Build tools replace a backslash in a path by a slash. So the search starts in the nearest folder that exists.
    private static string? WithBackslash(string path)
    {
        if (OperatingSystem.IsWindows() || Path.Exists(path)) return null;
        for (var folder = Path.GetDirectoryName(path); folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder))
        {
            if (!Directory.Exists(folder)) continue;
            var name = Path.Combine(folder, path[(folder.Length + 1)..].Replace('/', '\\'));
            return name.Contains('\\', StringComparison.Ordinal) && Path.Exists(name) ? name : null;
        }

        return null;
    }

    // Finds the link on the path that leads to nothing.
    private static FileInfo? FindLink(string path)
    {
        for (var at = path; at is { Length: > 1 }; at = Path.GetDirectoryName(at))
        {
            if (new FileInfo(at) is { LinkTarget: not null } link && RegularFile.KindOf(at) == FileKind.Missing) return link;
        }

        return null;
    }

    private static bool IsCycle(FileInfo link)
    {
        try
        {
            link.ResolveLinkTarget(returnFinalTarget: true);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string CycleText(FileInfo link) =>
        $"'{link.FullName}' is a link to '{link.LinkTarget}', which leads back to the link. Let it lead to a file, or delete it.";

    private static string Called(string path, string role) => role.Length > 0 ? $"{role} '{path}'" : $"'{path}'";
}

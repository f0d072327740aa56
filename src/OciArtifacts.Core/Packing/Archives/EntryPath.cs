using System.Buffers;
using System.Text;

namespace OciArtifacts.Core.Packing.Archives;

/// <summary>
/// The paths of entries in archives, and the titles of layers, which are paths to clients that pull them. A path is
/// relative, has <c>/</c> between names, and does not lead out of the folder that it is unpacked to.
/// </summary>
internal static class EntryPath
{
    /// <exception cref="OciException">
    /// The path is invalid on one of the systems that unpack it (<see cref="OciErrorCode.InvalidName"/>).
    /// </exception>
    internal static void Check(string path)
    {
        var names = path.Split('/');
        if (names.Any(IsInvalid) || path.Split('/', '\\').Contains("..") || path.Contains('\0', StringComparison.Ordinal) || !IsText(path))
        {
            throw new OciException(
                OciErrorCode.InvalidName,
                $"'{path}' cannot be a path inside an artifact. It has to be relative, with '/' between names that are neither empty "
                    + "nor '.' or '..', and begin with no drive such as C:.");
        }

        if (path.Contains('\\', StringComparison.Ordinal)) throw FileProblem.Backslash(path);
    }

    /// <summary>The folders above the path, outermost first.</summary>
    internal static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    // Windows reads "c:x" as a path on drive C.
    private static bool IsInvalid(string name) => name is "" or "." || (name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':');

    // File names on Windows can contain half of a surrogate pair, which has no form in UTF-8.
    private static bool IsText(string path)
    {
        var rest = path.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done) return false;
            rest = rest[(at + length)..];
        }

        return true;
    }
}

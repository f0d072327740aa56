using System.Buffers;
using System.Text;

namespace OciArtifacts.Core.Packing.Archives;

/// <summary>Paths inside archives, and the titles of layers, which are paths to who pulls them: relative, with <c>/</c>, and nowhere above the folder that they are unpacked to.</summary>
internal static class EntryPath
{
    internal static void Check(string path)
    {
        if (path.Split('/').Any(IsNoName) || path.Split('/', '\\').Contains("..") || path.Contains('\0', StringComparison.Ordinal) || !IsText(path))
        {
            throw new OciException(
                OciErrorCode.InvalidName,
                $"'{path}' cannot be a path inside an artifact. It has to be relative, with '/' between names that are neither empty nor '.' or '..', and begin with no drive such as C:.");
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

    // What begins as a drive does is no name of a file to Windows.
    private static bool IsNoName(string part) => part is "" or "." || (part.Length > 1 && char.IsAsciiLetter(part[0]) && part[1] == ':');

    // Windows has names with half a character, which no other system can read.
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

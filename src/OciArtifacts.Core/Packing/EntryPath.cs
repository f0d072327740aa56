namespace OciArtifacts.Core.Packing;

/// <summary>Paths inside archives, and the titles of layers, which are paths to who pulls them: relative, with <c>/</c>, and nowhere above the folder that they are unpacked to.</summary>
internal static class EntryPath
{
    internal static void Check(string path)
    {
        var isDrive = path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':';
        if (isDrive || path.Split('/').Any(part => part is "" or ".") || path.Split('/', '\\').Contains("..") || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new OciException(
                OciErrorCode.InvalidName,
                $"'{path}' cannot be a path inside an artifact. It has to be relative, with '/' between names that are neither empty nor '.' or '..'.");
        }
    }

    /// <summary>The folders above the path, outermost first.</summary>
    internal static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }
}

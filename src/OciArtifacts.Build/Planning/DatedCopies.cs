using OciArtifacts.Core;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Copies that are packed in place of published files which hold the time at which they were built: with the date of the source in its place, so that the same source gives the same
/// bytes. The publish folder stays as it is. Planning reads what is to be in the copies; they are written when everything is checked.
/// </summary>
/// <param name="folder">Where the copies are, an absolute path; ours alone.</param>
/// <param name="date">The date of the source; without one there are no copies.</param>
internal sealed class DatedCopies(string folder, DateTimeOffset? date)
{
    private readonly Dictionary<string, byte[]> _copies = new(StringComparer.Ordinal);

    /// <summary>The file, or the copy that is packed in its place.</summary>
    /// <param name="file">The published file.</param>
    /// <param name="note">Is told of each file that is read, before it is read.</param>
    internal PublishedFile Of(PublishedFile file, Action<string> note)
    {
        if (date is null || !EndpointDates.HasName(file.RelativePath)) return file;
        note(file.Path);
        if (EndpointDates.Replace(RegularFile.ReadAllBytes(file.Path, "The published file"), date.Value) is not { } bytes) return file;
        var path = Path.Combine(folder, file.RelativePath.Replace('/', Path.DirectorySeparatorChar));
        _copies[path] = bytes;
        return file with { Path = path };
    }

    /// <summary>Writes the copies that are not there or have another content, and deletes those of an earlier run that nobody wants any more.</summary>
    /// <exception cref="OciException">One of them cannot be written.</exception>
    internal void Write()
    {
        foreach (var (path, bytes) in _copies) AtomicFile.WriteAllBytes(path, bytes);
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !_copies.ContainsKey(path)).ToList()) Discard(path);
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is packed by nobody, and in nobody's way.
        }
    }
}

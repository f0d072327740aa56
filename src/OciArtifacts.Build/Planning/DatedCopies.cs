using OciArtifacts.Core;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Copies of published files that hold the time of their build. The packer takes the copy, which has the date of the
/// source in place of that time, so that the same source gives the same bytes. The publish folder does not change.
/// Planning computes the bytes of the copies. They are written to disk at its end, because the packing reads them.
/// </summary>
/// <param name="folder">The folder of the copies, an absolute path. No other code writes there.</param>
/// <param name="date">The date of the source; <see langword="null"/> makes no copies.</param>
internal sealed class DatedCopies(string folder, DateTimeOffset? date)
{
    private readonly Dictionary<string, byte[]> _copies = new(StringComparer.Ordinal);

    /// <summary>The file, or the copy that is packed in its place.</summary>
    /// <param name="file">The published file.</param>
    /// <param name="trackInput">Called for each file before it is read.</param>
    internal PublishedFile Of(PublishedFile file, Action<string> trackInput)
    {
        if (date is null || !EndpointDates.HasName(file.RelativePath)) return file;
        trackInput(file.Path);
        if (EndpointDates.Replace(RegularFile.ReadAllBytes(file.Path, "The published file"), date.Value) is not { } bytes) return file;
        var path = Path.Combine(folder, file.RelativePath.Replace('/', Path.DirectorySeparatorChar));
        _copies[path] = bytes;
        return file with { Path = path };
    }

    /// <summary>
    /// Writes the copies that are missing or have other content, and deletes copies of an earlier run that are not
    /// needed any more.
    /// </summary>
    /// <exception cref="OciException">A copy cannot be written.</exception>
    internal void Write()
    {
        foreach (var (path, bytes) in _copies) AtomicFile.WriteAllBytes(path, bytes);
        if (!Directory.Exists(folder)) return;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
        foreach (var path in files.Where(path => !_copies.ContainsKey(path)).ToList()) Discard(path);
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The file can stay: no plan contains it.
        }
    }
}

using OciArtifacts.Core.Tar;

namespace OciArtifacts.Core.Packing.Archives;

/// <summary>
/// Writes files as a tar archive. The same files give the same bytes: the order is ordinal, and all entries have one
/// time and one owner. The entry of a folder comes before the entries in it, for readers that do not create folders
/// themselves.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="time">The time of every entry.</param>
/// <param name="root">
/// The folder that all files are in, or empty. The folders above it get no entry, for readers that unpack into this
/// folder.
/// </param>
internal sealed class TarLayer(SourceList files, DateTimeOffset time, string root)
{
    private static readonly byte[] Zeros = new byte[TarHeader.BlockSize];

    private readonly long _time = time.ToUnixTimeSeconds();

    /// <summary>The prefix of every path: <c>./</c> or nothing.</summary>
    internal string Prefix { get; init; } = "";

    /// <exception cref="OciException">A file is missing, cannot be read, or changed while it was read.</exception>
    internal void Write(Stream output, CancellationToken cancellation)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < files.Files.Count; i++)
        {
            var path = files.Files[i].EntryPath;
            foreach (var folder in EntryPath.Parents(path).Where(folder => folder.Length >= root.Length && folders.Add(folder)))
            {
                output.Write(TarHeader.ForFolder(Prefix + folder, _time));
            }

            var padding = 0;
            files.Read(
                i,
                (size, mode) =>
                {
                    padding = TarHeader.PaddingAfter(size);
                    output.Write(TarHeader.ForFile(Prefix + path, size, mode, _time));
                },
                output.Write,
                cancellation);
            output.Write(Zeros.AsSpan(0, padding));
        }

        output.Write(TarHeader.End);
    }
}

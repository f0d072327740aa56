using OciArtifacts.Core.Tar;

namespace OciArtifacts.Core.Packing.Archives;

/// <summary>
/// Writes files as a tar archive that is the same for the same files: ordinal order, one time, one owner. Folders stand before what is in
/// them, for readers that do not make them.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="time">The time of every entry.</param>
/// <param name="root">The folder that all are in; those above it get no entry, for readers that unpack into it. Empty for none.</param>
internal sealed class TarLayer(SourceList files, DateTimeOffset time, string root)
{
    private static readonly byte[] Zeros = new byte[TarHeader.BlockSize];

    private readonly long _time = time.ToUnixTimeSeconds();

    /// <summary>What stands before every path: <c>./</c> or nothing.</summary>
    internal string Prefix { get; init; } = "";

    /// <summary>Writes the archive.</summary>
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

using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>The files of an archive: of one that somebody has packed already, or of the files that will be packed.</summary>
public sealed class ArchiveContents
{
    private ArchiveContents(string source, bool isPacked, IReadOnlyList<ArchiveEntry> entries)
    {
        Source = source;
        IsPacked = isPacked;
        Entries = entries;
    }

    /// <summary>The archive, or the folder whose files will be one.</summary>
    public string Source { get; }

    /// <summary>Whether it is packed already.</summary>
    internal bool IsPacked { get; }

    internal IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>Files that will be packed.</summary>
    /// <param name="source">What they are called together: the folder, or the layer.</param>
    /// <param name="files">Their paths in the archive, and where they are, absolute paths.</param>
    public static ArchiveContents FromFiles(string source, IEnumerable<(string EntryPath, string File)> files) =>
        new(source, isPacked: false, [.. files.Select(file => EntryOf(file.EntryPath, file.File))]);

    /// <summary>
    /// Reads an archive that is packed: zip, and tar in gzip, in zstd or as it is. Of a zip only the list of its files is read; of what is compressed as a whole at most 100 MiB are unpacked.
    /// </summary>
    /// <exception cref="OciException">It is no archive, cannot be read, or is too large (<see cref="OciErrorCode.FormatMismatch"/>).</exception>
    public static ArchiveContents Read(string path) => Read(path, ArchiveReader.MostUnpacked);

    /// <summary>Reads the archive of a layer: the bound is that of charts, and others may be of any size.</summary>
    /// <param name="path">The archive, an absolute path.</param>
    /// <param name="rule">The layer that it becomes.</param>
    /// <exception cref="OciException">It is no archive, cannot be read, or is too large (<see cref="OciErrorCode.FormatMismatch"/>).</exception>
    public static ArchiveContents Read(string path, LayerRule rule) => Read(path, ChartFiles.IsChart(rule) ? ArchiveReader.MostUnpacked : long.MaxValue);

    private static ArchiveContents Read(string path, long most)
    {
        try
        {
            return new ArchiveContents(path, isPacked: true, ArchiveReader.Read(() => RegularFile.OpenStream(path), most));
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException or FormatException || problem.GetType().Name == "ZstdException")
        {
            throw NotRead(path, problem);
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(path, "", problem);
        }
    }

    /// <summary>The one file that says what the artifact is, or <see langword="null"/> where there is none.</summary>
    /// <param name="pattern">Its name, or a pattern of it.</param>
    /// <param name="rule">The layer: where its files are in a folder, the file is in one too.</param>
    /// <param name="schema">What its values have to be, as <see cref="MetadataFile"/> reads it.</param>
    /// <exception cref="OciException">There are several, or it cannot be understood (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    public JsonObject? FindMetadata(string pattern, LayerRule rule, JsonObject? schema)
    {
        var found = Entries.Where(entry => IsAtTop(entry.Path, rule) && ArchivePath.IsNamed(pattern, ArchivePath.NameOf(entry.Path))).ToList();
        if (found is []) return null;
        if (found is not [var only])
        {
            throw new OciException(
                OciErrorCode.InvalidMetadata, $"'{Source}' has several files that say what the artifact is: {string.Join(", ", found.Select(entry => entry.Path))}. It may have one {pattern}.");
        }

        try
        {
            return MetadataFile.Parse(only.Path, ArchiveReader.Content(only, JsonText.Largest), schema);
        }
        catch (JsonException problem)
        {
            throw MetadataFile.Invalid($"'{only.Path}' in '{Source}'", problem);
        }
        catch (InvalidDataException problem)
        {
            throw NotRead(Source, problem);
        }
    }

    /// <summary>Where a file of the type is looked for that has no folder of its own: in the archive, or in the one folder that all files are in.</summary>
    internal static bool IsAtTop(string path, LayerRule rule) => path.Count(c => c == '/') == (IsRooted(rule) ? 1 : 0);

    internal static bool IsRooted(LayerRule rule) => rule.Root is not (null or "" or ".");

    private static ArchiveEntry EntryOf(string path, string file)
    {
        // What is not there is said by the one that packs it.
        var size = new FileInfo(file) is { Exists: true } info ? info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : info.Length : 0;
        return new ArchiveEntry(path, size, () => RegularFile.ReadAllBytes(file, "", ArchiveReader.LargestKept)) { DisplayName = file };
    }

    private static OciException NotRead(string path, Exception problem) =>
        new(OciErrorCode.FormatMismatch, $"'{path}' is no archive that can be read: {problem.Message.TrimEnd('.')}. Build it again, or give the layer another file.", problem);
}

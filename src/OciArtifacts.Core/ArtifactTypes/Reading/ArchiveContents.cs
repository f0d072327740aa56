using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>The files of an archive that exists, or of one that will be packed.</summary>
internal sealed class ArchiveContents
{
    private ArchiveContents(string source, bool isPacked, IReadOnlyList<ArchiveEntry> entries)
    {
        Source = source;
        IsPacked = isPacked;
        Entries = entries;
    }

    /// <summary>The path of the archive, or of the folder that becomes one.</summary>
    internal string Source { get; }

    /// <summary>Whether the archive exists.</summary>
    internal bool IsPacked { get; }

    /// <summary>The files.</summary>
    internal IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>The contents of an archive that will be packed.</summary>
    /// <param name="source">What messages call the files together: the folder, or the layer.</param>
    /// <param name="files">The paths in the archive, and the files themselves, absolute paths.</param>
    internal static ArchiveContents FromFiles(string source, IEnumerable<(string EntryPath, string File)> files) =>
        new(source, isPacked: false, [.. files.Select(file => EntryOf(file.EntryPath, file.File))]);

    /// <summary>
    /// Reads a zip archive, or a tar archive, which may be compressed by gzip or zstd. Of a zip only the list of files
    /// is read; of a compressed tar at most 100 MiB are unpacked.
    /// </summary>
    /// <exception cref="OciException">
    /// The file is missing, or is not an archive, is damaged or too large (<see cref="OciErrorCode.FormatMismatch"/>).
    /// </exception>
    internal static ArchiveContents Read(string path) => Read(path, ArchiveReader.MostUnpacked);

    /// <summary>Reads the archive of a layer. Only Helm limits the size of its archives.</summary>
    /// <param name="path">The archive, an absolute path.</param>
    /// <param name="rule">The layer that the archive becomes.</param>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    internal static ArchiveContents Read(string path, LayerRule rule) =>
        Read(path, ChartFiles.IsChart(rule) ? ArchiveReader.MostUnpacked : long.MaxValue);

    private static ArchiveContents Read(string path, long most)
    {
        try
        {
            return new ArchiveContents(path, isPacked: true, ArchiveReader.Read(() => RegularFile.OpenStream(path), most));
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Unreadable(path, problem);
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(path, "", problem);
        }
    }

    /// <summary>Reads the file that describes the artifact.</summary>
    /// <param name="pattern">The name of the file, or a pattern of it.</param>
    /// <param name="rule">
    /// The layer. If it has a root folder, the file is in that folder; if not, it is at the top.
    /// </param>
    /// <param name="schema">The JSON Schema of the values, for <see cref="MetadataFile"/>.</param>
    /// <returns>The values, or <see langword="null"/> if the archive has no such file.</returns>
    /// <exception cref="OciException">
    /// Several files match, or the file cannot be understood (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal JsonObject? FindMetadata(string pattern, LayerRule rule, JsonObject? schema)
    {
        var found = Entries.Where(
            entry => IsAtTop(entry.Path, rule) && ArchivePath.IsNamed(pattern, ArchivePath.NameOf(entry.Path))).ToList();
        if (found is []) return null;
        if (found is not [var only])
        {
            var names = string.Join(", ", found.Select(entry => entry.Path));
            throw new OciException(
                OciErrorCode.InvalidMetadata,
                $"'{Source}' has several files that say what the artifact is: {names}. It may have one {pattern}.");
        }

        try
        {
            return MetadataFile.Parse(only.Path, ArchiveReader.Content(only, JsonText.MaxBytes), schema);
        }
        catch (JsonException problem)
        {
            throw MetadataFile.Invalid($"'{only.Path}' in '{Source}'", problem);
        }
        catch (InvalidDataException problem)
        {
            throw Unreadable(Source, problem);
        }
    }

    // At the top of the archive, or in the one folder that all files are in.
    private static bool IsAtTop(string path, LayerRule rule) => path.Count(c => c == '/') == (rule.Root is null or "" or "." ? 0 : 1);

    private static ArchiveEntry EntryOf(string path, string file) =>
        new(path, SizeOf(file), () => RegularFile.ReadAllBytes(file, "", ArchiveReader.LargestKept)) { DisplayName = file };

    // The packer reports a missing file.
    private static long SizeOf(string file)
    {
        if (new FileInfo(file) is not { Exists: true } info) return 0;
        return info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : info.Length;
    }

    private static OciException Unreadable(string path, Exception problem)
    {
        var reason = problem.Message.TrimEnd('.');
        return new OciException(
            OciErrorCode.FormatMismatch,
            $"'{path}' is no archive that can be read: {reason}. Build it again, or give the layer another file.",
            problem);
    }
}

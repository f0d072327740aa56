using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// The file <c>oci-layout</c>, which marks a folder as an image layout (image-spec 1.1, image-layout.md, "oci-layout
/// file"). Nothing is written into a folder that has other files and no marker, or the marker of another version.
/// </summary>
internal static class LayoutMarker
{
    private const int LargestMarker = 64 * 1024;

    // The blobs of a layout are two folders deep. Deeper folders are never part of a layout.
    private const int DeepestLeftover = 2;

    /// <summary>Checks that the folder is a layout of this version or can become one.</summary>
    /// <exception cref="OciException">
    /// The folder is something else (<see cref="OciErrorCode.ForeignLayout"/>), or cannot be read.
    /// </exception>
    internal static void Check(string folder)
    {
        var marker = Path.Combine(folder, LayoutFiles.Marker);
        try
        {
            if (File.Exists(folder)) throw Refused(folder, "it is a file");
            if (!Directory.Exists(folder)) return;
            if (Directory.Exists(marker)) throw Refused(folder, $"its '{LayoutFiles.Marker}' is a folder");
            RegularFile.CheckPlace(marker);

            // Another process may make a layout of the folder in the meantime. It writes the marker before the blobs.
            if (!File.Exists(marker) && FindForeignFile(folder, depth: 0) is { } foreign && !File.Exists(marker))
            {
                throw Refused(folder, $"it has '{foreign}', and no file '{LayoutFiles.Marker}', which every image layout has");
            }

            if (File.Exists(marker)) CheckVersion(folder, Read(marker));
        }
        catch (IOException) when (File.Exists(marker))
        {
            // Another process holds the marker and has checked it. If there is another reason, taking the lock reports
            // it.
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"The folder '{folder}' cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>
    /// Creates the marker unless it exists. It appears with its content, so an empty marker comes from another program.
    /// </summary>
    /// <exception cref="OciException">The marker cannot be written.</exception>
    internal static void Create(string folder)
    {
        var marker = Path.Combine(folder, LayoutFiles.Marker);
        if (File.Exists(marker)) return;
        var temporary = AtomicFile.TemporaryFor(marker);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, LayoutFiles.MarkerBytes.ToArray());

            // Never replaces a marker: another process may hold a lock on it.
            File.Move(temporary, marker, overwrite: false);
        }
        catch (IOException) when (File.Exists(marker))
        {
            // Another process created the marker in the meantime.
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw DiskProblem.CannotWrite(marker, problem, temporary);
        }
        finally
        {
            AtomicFile.Discard(temporary);
        }
    }

    /// <summary>Checks the content of a marker.</summary>
    /// <exception cref="OciException">
    /// The marker names another version, or is invalid (<see cref="OciErrorCode.ForeignLayout"/>).
    /// </exception>
    internal static void CheckVersion(string folder, ReadOnlyMemory<byte> marker)
    {
        if (marker.Length == 0) throw Refused(folder, $"its '{LayoutFiles.Marker}' is empty");
        var version = VersionOf(marker) ?? throw Refused(folder, $"its '{LayoutFiles.Marker}' does not say 'imageLayoutVersion'");
        if (version != LayoutFiles.Version)
        {
            throw Refused(folder, $"its '{LayoutFiles.Marker}' says that it has the version '{Shown(version)}'");
        }
    }

    private static string? VersionOf(ReadOnlyMemory<byte> marker)
    {
        try
        {
            using var json = JsonDocument.Parse(marker);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("imageLayoutVersion", out var version)
                && version.ValueKind == JsonValueKind.String ? version.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shown(string version) => string.Concat(version.Take(40).Select(static c => char.IsControl(c) ? '?' : c));

    private static byte[] Read(string marker)
    {
        using var file = new FileStream(marker, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[Math.Min(file.Length, LargestMarker)];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    // Files of version control and file managers, in a folder that looks empty to its user.
    private static readonly string[] IgnoredFiles = [".gitkeep", ".gitignore", ".keep", ".DS_Store", "desktop.ini", "Thumbs.db"];

    // Finds the first entry that an interrupted write of this library cannot have left.
    private static string? FindForeignFile(string folder, int depth)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            var name = Path.GetFileName(path);
            var isFolder = Directory.Exists(path) && !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint);
            if (!isFolder && name.StartsWith('.') && name.EndsWith(AtomicFile.TemporaryExtension, StringComparison.Ordinal)) continue;
            if (!isFolder && depth == 0 && IgnoredFiles.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (!isFolder || depth == DeepestLeftover || !IsBlobFolder(name, depth)) return name;
            if (FindForeignFile(path, depth + 1) is { } foreign) return $"{name}/{foreign}";
        }

        return null;
    }

    private static bool IsBlobFolder(string name, int depth) =>
        depth == 0 ? name == LayoutFiles.Blobs : name is Digest.Sha256Name or Digest.Sha512Name;

    private static OciException Refused(string folder, string found) => new(
        OciErrorCode.ForeignLayout,
        $"'{folder}' should become an image layout, or be one of the version {LayoutFiles.Version}, but {found}. "
        + "Nothing was written there. Name a new or an empty folder, or move away what is there.")
    {
        Remedy = Remedy.LayoutDirectory,
    };
}

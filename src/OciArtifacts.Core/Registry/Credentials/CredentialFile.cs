using System.Text;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// A file with credentials. A problem with the file is noted and is no failure, because another place may have the
/// credentials.
/// </summary>
internal sealed class CredentialFile(string path, bool isOfDocker) : CredentialSource(path, isOfDocker)
{
    /// <summary>The note for a file that does not exist.</summary>
    internal const string Absent = "no such file";

    // Files of docker and podman have a few kilobytes.
    private const int Longest = 4 * 1024 * 1024;

    // Limits the wait for a named pipe that no program writes to.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task<string?> ReadAsync(CredentialPlaces places, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(Place)) return Unusable(Absence());
            return await Task.Run(Read, cancellation).WaitAsync(Patience, cancellation).ConfigureAwait(false)
                ?? Unusable(FormattableString.Invariant($"is larger than {Longest / 1024 / 1024} MiB"));
        }
        catch (TimeoutException)
        {
            return Unusable(FormattableString.Invariant($"could not be read within {Patience.TotalSeconds} s"));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unusable(Absence());
        }
        catch (UnauthorizedAccessException)
        {
            return Unusable("this user may not read it");
        }
        catch (IOException problem)
        {
            return Unusable($"cannot be read: {ForeignText.OneLine(problem.Message)}");
        }

        string? Unusable(string trouble)
        {
            places.Note(Place, trouble);
            return null;
        }
    }

    private string Absence()
    {
        if (Directory.Exists(Place)) return "is a folder";
        return new FileInfo(Place).LinkTarget is null ? Absent : "is a link that leads nowhere";
    }

    // Reads UTF-8 with or without a byte order mark, and UTF-16 as shells of Windows write it.
    private string? Read()
    {
        using var stream = new FileStream(Place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var text = new StringBuilder();
        var piece = new char[16 * 1024];
        while (reader.Read(piece) is var length and > 0)
        {
            if (text.Append(piece, 0, length).Length > Longest) return null;
        }

        return text.ToString();
    }
}

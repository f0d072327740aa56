using System.Text;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>A file with credentials. Whatever keeps it from being read is noted, and no failure: another place may have them.</summary>
internal sealed class CredentialFile(string path, bool isOfDocker) : CredentialSource(path, isOfDocker)
{
    /// <summary>What is noted of a file that is not there.</summary>
    internal const string Absent = "no such file";

    // What docker and podman write has some kilobytes.
    private const int Longest = 4 * 1024 * 1024;

    // A pipe where no program writes would be waited for without an end.
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
            return Unusable($"cannot be read: {RegistryText.OneLine(problem.Message)}");
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

    // Shells of Windows write UTF-16, and editors a mark before UTF-8; no more is read than may be there.
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

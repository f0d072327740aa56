namespace OciArtifacts.Core;

/// <summary>
/// Explains why a file cannot be written, in terms of the file that the user wants and of its disk. Opening, writing,
/// closing and moving a file all report their failures with this class.
/// </summary>
internal static class DiskProblem
{
    // The errno values of Linux and macOS, and the codes of Windows as HResult.
    private static readonly int[] Full = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];
    private static readonly int[] QuotaIsUsedUp = [OperatingSystem.IsMacOS() ? 69 : 122, unchecked((int)0x8007050F)];
    private static readonly int[] ReadOnly = [30, unchecked((int)0x80070013)];

    /// <summary>Whether the file system caused the exception. Any other exception is a defect of the program.</summary>
    /// <remarks>.NET reports a file that exceeds the allowed size (EFBIG) as a wrong argument.</remarks>
    internal static bool Is(Exception problem) => problem is IOException or UnauthorizedAccessException || IsTooLarge(problem);

    /// <summary>Whether the disk is full or read-only. Then a retry cannot help.</summary>
    internal static bool IsPermanent(Exception problem) =>
        Full.Contains(problem.HResult) || QuotaIsUsedUp.Contains(problem.HResult) || ReadOnly.Contains(problem.HResult);

    /// <summary>Makes the failure of writing a file.</summary>
    /// <param name="path">The file that the user wants.</param>
    /// <param name="problem">The exception of the system, about that file or about the temporary file.</param>
    /// <param name="temporary">The temporary file, if one was written.</param>
    internal static OciException CannotWrite(string path, Exception problem, string? temporary = null) => new(
        OciErrorCode.FileAccess, $"'{path}' cannot be written: {Reason(problem, path, temporary)}", problem);

    /// <summary>The reason as a sentence without the path.</summary>
    internal static string Reason(Exception problem, string path, string? temporary = null)
    {
        if (IsTooLarge(problem))
        {
            return "it would get larger than a file may be here (a limit of the user, such as ulimit -f, or of the file system).";
        }

        if (Full.Contains(problem.HResult)) return $"the disk is full.{Free(path)} Free space there, or name another place.";
        if (QuotaIsUsedUp.Contains(problem.HResult))
        {
            return "the quota of the user on this disk is used up. Free space there, or name another place.";
        }

        if (ReadOnly.Contains(problem.HResult)) return "the file system is read-only. Name another place, or make it writable.";
        if (problem is PathTooLongException) return "the path, or a name in it, is too long. Name a shorter one.";
        var said = temporary is null ? problem.Message : problem.Message.Replace(temporary, path, StringComparison.Ordinal);
        var again = $" : '{path}'";
        return said.EndsWith(again, StringComparison.Ordinal) ? $"{said[..^again.Length]}." : said;
    }

    private static bool IsTooLarge(Exception problem) => problem is ArgumentOutOfRangeException { ParamName: "value" };

    // The temporary file was deleted before, so the free space does not count it.
    private static string Free(string path)
    {
        try
        {
            var folder = path;
            while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
            return folder is null ? "" : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $" It has {new DriveInfo(folder).AvailableFreeSpace} bytes left, which are too few.");
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }
}

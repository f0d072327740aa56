namespace OciArtifacts.Core;

/// <summary>
/// The one place that says why something cannot be written, whenever that is noticed: when a file is opened, written, closed or moved. It speaks of the file
/// that is wanted, and of the disk where that is the reason.
/// </summary>
internal static class DiskProblem
{
    // errno on Linux and macOS, and Windows' codes in the form that exceptions have.
    private static readonly int[] Full = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];
    private static readonly int[] QuotaIsUsedUp = [OperatingSystem.IsMacOS() ? 69 : 122, unchecked((int)0x8007050F)];
    private static readonly int[] ReadOnly = [30, unchecked((int)0x80070013)];

    /// <summary>Whether it is a failure of the file system; everything else is a defect.</summary>
    /// <remarks>The runtime tells of a file that gets larger than is allowed (EFBIG) as of an argument.</remarks>
    internal static bool Is(Exception problem) => problem is IOException or UnauthorizedAccessException || IsTooLarge(problem);

    /// <summary>Whether the disk is the reason: then to try again is to wait in vain.</summary>
    internal static bool IsPermanent(Exception problem) =>
        Full.Contains(problem.HResult) || QuotaIsUsedUp.Contains(problem.HResult) || ReadOnly.Contains(problem.HResult);

    /// <summary>The failure of writing a file.</summary>
    /// <param name="path">The file that is wanted.</param>
    /// <param name="problem">What the system said, of this file or of the one that was to become it.</param>
    /// <param name="temporary">The file that was to become it.</param>
    internal static OciException CannotWrite(string path, Exception problem, string? temporary = null) => new(
        OciErrorCode.FileAccess, $"'{path}' cannot be written: {Reason(problem, path, temporary)}", problem);

    /// <summary>The reason, as a sentence that does not say the path once more.</summary>
    internal static string Reason(Exception problem, string path, string? temporary = null)
    {
        if (IsTooLarge(problem)) return "it would get larger than a file may be here (a limit of the user, such as ulimit -f, or of the file system).";
        if (Full.Contains(problem.HResult)) return $"the disk is full.{Free(path)} Free space there, or name another place.";
        if (QuotaIsUsedUp.Contains(problem.HResult)) return "the quota of the user on this disk is used up. Free space there, or name another place.";
        if (ReadOnly.Contains(problem.HResult)) return "the file system is read-only. Name another place, or make it writable.";
        if (problem is PathTooLongException) return "the path, or a name in it, is too long. Name a shorter one.";
        var said = temporary is null ? problem.Message : problem.Message.Replace(temporary, path, StringComparison.Ordinal);
        var again = $" : '{path}'";
        return said.EndsWith(again, StringComparison.Ordinal) ? $"{said[..^again.Length]}." : said;
    }

    private static bool IsTooLarge(Exception problem) => problem is ArgumentOutOfRangeException { ParamName: "value" };

    // What was begun is deleted by now, so that this is what there is.
    private static string Free(string path)
    {
        try
        {
            var folder = path;
            while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
            return folder is null ? "" : string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $" It has {new DriveInfo(folder).AvailableFreeSpace} bytes left, which are too few.");
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }
}

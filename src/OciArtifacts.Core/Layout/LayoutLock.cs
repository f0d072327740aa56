namespace OciArtifacts.Core.Layout;

/// <summary>
/// Keeps other processes from changing the index of a layout. The lock is held on the marker file, which every layout has: nothing is left
/// behind, and a process that dies gives it back.
/// </summary>
internal static class LayoutLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // A minute: a change of the index takes milliseconds, so whoever waits longer waits for something else.
    private const int MostAttempts = 6000;

    internal static async Task<FileStream> AcquireAsync(string marker, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(marker, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException problem) when (problem is not (FileNotFoundException or DirectoryNotFoundException) && attempt < MostAttempts)
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new OciException(OciErrorCode.FileAccess, $"'{marker}' cannot be written: {problem.Message}", problem);
            }
        }
    }
}

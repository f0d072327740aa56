namespace OciArtifacts.Core.Layout;

/// <summary>
/// Keeps other processes from changing the index of a layout. The lock is held on the marker file, which every layout has, and which is made
/// by the process that locks first: nothing is left behind, and a process that dies gives it back. The marker is never replaced, because a lock on a
/// file that is gone keeps no other process out.
/// </summary>
internal static class LayoutLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // A minute: a change of the index takes milliseconds, so whoever waits longer waits for something else.
    private const int MostAttempts = 6000;

    internal static async Task<FileStream> AcquireAsync(string marker, CancellationToken cancellation)
    {
        var file = await OpenAsync(marker, cancellation).ConfigureAwait(false);
        try
        {
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
            LayoutMarker.CheckVersion(Path.GetDirectoryName(marker)!, bytes);
            return file;
        }
        catch (Exception problem)
        {
            await file.DisposeAsync().ConfigureAwait(false);
            if (DiskProblem.Is(problem)) throw DiskProblem.CannotWrite(marker, problem);
            throw;
        }
    }

    private static async Task<FileStream> OpenAsync(string marker, CancellationToken cancellation)
    {
        RegularFile.CheckPlace(marker);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                LayoutMarker.Create(Path.GetDirectoryName(marker)!);
                return new FileStream(marker, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException problem) when (attempt < MostAttempts && !DiskProblem.IsPermanent(problem) && File.Exists(marker))
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
            catch (Exception problem) when (DiskProblem.Is(problem))
            {
                throw DiskProblem.CannotWrite(marker, problem);
            }
        }
    }
}

namespace OciArtifacts.Core.Layout;

/// <summary>
/// Keeps other processes from changing the index of a layout. The lock is held on the marker file, because each layout
/// has one: no lock file is left behind, and the system releases the lock of a process that dies. The marker is never
/// replaced, because a lock on a deleted file keeps no process out.
/// </summary>
internal static class LayoutLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // One minute. A change of the index takes milliseconds, so a longer wait has another reason.
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

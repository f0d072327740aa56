namespace OciArtifacts.TestKit;

/// <summary>Starts a server on a port that was free a moment ago, in a folder of its own.</summary>
internal static class FreshStart
{
    private const int Attempts = 3;

    /// <summary>
    /// Tries again with a new folder and a new port when the server ended, because another process may have taken the
    /// port.
    /// </summary>
    internal static async Task<T> OfAsync<T>(string prefix, Func<WorkFolder, int, Task<T>> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            var folder = new WorkFolder(prefix);
            try
            {
                return await start(folder, RunningProcess.FreePort());
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                folder.Dispose();
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
    }
}

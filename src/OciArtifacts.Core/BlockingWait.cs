namespace OciArtifacts.Core;

/// <summary>Waits for work that has to be over before its files are deleted, in places that cannot await.</summary>
internal static class BlockingWait
{
    /// <summary>Waits until the task is over, and ignores its outcome. <see cref="Task.Wait()"/> would throw the failure again.</summary>
    internal static void For(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
}

using System.Collections.Concurrent;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>Deletes the shared folders after a test run.</summary>
[TestClass]
public static class PackageRunEnd
{
    private static readonly ConcurrentStack<Func<ValueTask>> Deletions = new();

    /// <summary>Registers an action for the end of the run. The last registered action runs first.</summary>
    internal static void Delete(IDisposable shared) => Deletions.Push(() =>
    {
        shared.Dispose();
        return ValueTask.CompletedTask;
    });

    internal static void Stop(IAsyncDisposable shared) => Deletions.Push(shared.DisposeAsync);

    [AssemblyCleanup]
    public static async Task DeleteAsync()
    {
        while (Deletions.TryPop(out var delete)) await delete();
    }
}

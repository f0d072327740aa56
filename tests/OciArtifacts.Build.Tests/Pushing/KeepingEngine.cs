using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>
/// An engine that keeps objects for the tasks of a build. Like MSBuild's, it keeps the first object of a key. It also
/// keeps all messages.
/// </summary>
internal sealed class KeepingEngine : IBuildEngine4, IDisposable
{
    internal ConcurrentDictionary<object, object> Kept { get; } = new();

    internal ConcurrentQueue<BuildErrorEventArgs> Errors { get; } = new();

    internal ConcurrentQueue<(MessageImportance Importance, string Text)> Messages { get; } = new();

    public bool IsRunningMultipleNodes => false;

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    internal string All =>
        string.Join('\n', Errors.Select(error => $"{error.Code}: {error.Message}").Concat(Messages.Select(message => message.Text)));

    /// <summary>Ends the build.</summary>
    public void Dispose()
    {
        foreach (var kept in Kept.Values.OfType<IDisposable>()) kept.Dispose();
    }

    public void RegisterTaskObject(object key, object obj, RegisteredTaskObjectLifetime lifetime, bool allowEarlyCollection)
    {
        Assert.AreEqual(RegisteredTaskObjectLifetime.Build, lifetime);
        Assert.IsFalse(allowEarlyCollection);
        Kept.TryAdd(key, obj);
    }

    public object? GetRegisteredTaskObject(object key, RegisteredTaskObjectLifetime lifetime)
    {
        Assert.AreEqual(RegisteredTaskObjectLifetime.Build, lifetime);
        return Kept.GetValueOrDefault(key);
    }

    public object? UnregisterTaskObject(object key, RegisteredTaskObjectLifetime lifetime)
    {
        Assert.AreEqual(RegisteredTaskObjectLifetime.Build, lifetime);
        return Kept.TryRemove(key, out var kept) ? kept : null;
    }

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Enqueue(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => throw new NotSupportedException(e.Message);

    public void LogMessageEvent(BuildMessageEventArgs e) => Messages.Enqueue((e.Importance, e.Message ?? ""));

    public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

    public void Yield() => throw new NotSupportedException();

    public void Reacquire() => throw new NotSupportedException();

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();

    public bool BuildProjectFile(
        string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs, string toolsVersion) =>
        throw new NotSupportedException();

    public bool BuildProjectFilesInParallel(
        string[] projectFileNames,
        string[] targetNames,
        IDictionary[] globalProperties,
        IDictionary[] targetOutputsPerProject,
        string[] toolsVersion,
        bool useResultsCache,
        bool unloadProjectsOnCompletion) => throw new NotSupportedException();

    public BuildEngineResult BuildProjectFilesInParallel(
        string[] projectFileNames,
        string[] targetNames,
        IDictionary[] globalProperties,
        IList<string>[] removeGlobalProperties,
        string[] toolsVersion,
        bool returnTargetOutputs) => throw new NotSupportedException();
}

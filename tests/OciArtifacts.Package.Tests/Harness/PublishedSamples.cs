using System.Collections.Concurrent;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>Samples that are published once in a run, for tests that only read.</summary>
internal static class PublishedSamples
{
    /// <summary>A Directory.Build.props that keeps the folder out of the binaries, as a build of a CI service does.</summary>
    internal const string PathMap = "<Project><PropertyGroup><PathMap>$(MSBuildThisFileDirectory)=/_/</PathMap></PropertyGroup></Project>";

    private static readonly ConcurrentDictionary<string, Lazy<Task<SampleProject>>> Samples = new(StringComparer.Ordinal);

    internal static Task<SampleProject> GetAsync(string name) =>
        Samples.GetOrAdd(name, _ => new Lazy<Task<SampleProject>>(() => PublishAsync(name))).Value;

    // The digest must not depend on the folder.
    private static async Task<SampleProject> PublishAsync(string name)
    {
        var sample = await SampleProject.CopyOfAsync(name);
        PackageRunEnd.Delete(sample);
        sample.Write("../Directory.Build.props", PathMap);
        await sample.PublishAsync();
        return sample;
    }
}

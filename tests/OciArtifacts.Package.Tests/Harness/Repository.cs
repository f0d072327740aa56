using System.Reflection;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>Where the build of this test project found things.</summary>
internal static class Repository
{
    internal static string Root { get; } = Of("RepositoryRoot");

    /// <summary>The folder with the package and nothing else.</summary>
    internal static string Feed { get; } = Of("Feed");

    /// <summary>A file or folder of the repository.</summary>
    internal static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Of(string name) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;
}

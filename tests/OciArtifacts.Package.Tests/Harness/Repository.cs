using System.Reflection;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>The paths that the build of this test project recorded.</summary>
internal static class Repository
{
    internal static string Root { get; } = Of("RepositoryRoot");

    /// <summary>The ids of the packages that projects use.</summary>
    internal static IReadOnlyList<string> Packages { get; } = ["OciArtifacts.Build", "OciArtifacts.Sdk"];

    /// <summary>The folder with these packages and nothing else.</summary>
    internal static string Feed { get; } = Of("Feed");

    /// <summary>The program that runs many commands of <c>dotnet</c>.</summary>
    internal static string BuildHost { get; } = Of("BuildHost");

    /// <summary>The file of a package.</summary>
    internal static string PackageOf(string id) => Directory.GetFiles(Feed, $"{id}.*.nupkg").Single();

    internal static string VersionOf(string id) => System.IO.Path.GetFileNameWithoutExtension(PackageOf(id))[(id.Length + 1)..];

    /// <summary>A file or folder of the repository.</summary>
    internal static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Of(string name) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;
}

namespace OciArtifacts.Core.Registry;

/// <summary>Docker Hub has three names, of which one answers, and a fourth under which its credentials are kept.</summary>
internal static class DockerHub
{
    /// <summary>The host that answers.</summary>
    internal const string ApiHost = "registry-1.docker.io";

    private const string Kept = "https://index.docker.io/v1/";
    private static readonly string[] Names = ["docker.io", "index.docker.io", ApiHost];

    internal static bool Is(string registry) => Names.Contains(registry, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name by which files and helper programs know the registry.</summary>
    internal static string KeptNameOf(string registry) => Is(registry) ? Kept : registry;

    /// <summary>Whether two names mean one registry.</summary>
    internal static bool AreSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || (Is(one) && Is(other));

    /// <summary>The repository as it is asked for: a name without a namespace is one of Docker's own images.</summary>
    internal static string Repository(string name) => name.Contains('/', StringComparison.Ordinal) ? name : $"library/{name}";
}

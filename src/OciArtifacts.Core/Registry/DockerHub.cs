namespace OciArtifacts.Core.Registry;

/// <summary>
/// The names of Docker Hub. Three names mean it, and only one of them answers. A fourth name stands in files with
/// credentials.
/// </summary>
internal static class DockerHub
{
    /// <summary>The host that answers requests.</summary>
    internal const string ApiHost = "registry-1.docker.io";

    private const string Kept = "https://index.docker.io/v1/";
    private static readonly string[] Names = ["docker.io", "index.docker.io", ApiHost];

    internal static bool Is(string registry) => Names.Contains(registry, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the registry in files with credentials and for helper programs.</summary>
    internal static string KeptNameOf(string registry) => Is(registry) ? Kept : registry;

    /// <summary>Whether both names mean the same registry.</summary>
    internal static bool AreSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || (Is(one) && Is(other));

    /// <summary>The repository name for requests. Docker's own images have names without a namespace.</summary>
    internal static string Repository(string name) => name.Contains('/', StringComparison.Ordinal) ? name : $"library/{name}";
}

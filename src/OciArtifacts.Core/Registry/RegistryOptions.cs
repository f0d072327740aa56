using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry;

/// <summary>How registries are spoken to.</summary>
public sealed record RegistryOptions
{
    /// <summary>
    /// Registries (<c>host[:port]</c>, or a host for all its ports) that may be spoken to over plain HTTP or with a certificate that nobody
    /// vouches for. A registry on this machine always may be spoken to over plain HTTP. The default is none.
    /// </summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>Reads a variable of the environment. The default reads the process's own.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How many connections to one registry may be open. The default is 16.</summary>
    public int Connections { get; init; } = 16;

    /// <summary>How long a registry may say nothing since the last byte of a request moved. The default is 100 seconds.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a registry may take to store a blob that it has received. The default is 15 minutes.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromMinutes(15);

    internal bool IsInsecure(string registry)
    {
        var host = RegistryHost.HostOf(registry);
        return InsecureRegistries.Any(insecure =>
            insecure.Equals(registry, StringComparison.OrdinalIgnoreCase) || insecure.Equals(host, StringComparison.OrdinalIgnoreCase));
    }
}

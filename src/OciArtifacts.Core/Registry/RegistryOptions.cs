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

    /// <summary>What tokens are asked for. The default is <see cref="RegistryAccess.Pull"/>.</summary>
    public RegistryAccess Access { get; init; }

    /// <summary>
    /// Hosts of token servers that may be sent credentials although they are on another site than the registry. The default is none; the
    /// registry's own site, and the token servers of well-known registries, need not be named.
    /// </summary>
    public IReadOnlyList<string> TokenHosts { get; init; } = [];

    /// <summary>Reads a variable of the environment. The default reads the process's own.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How many blobs may be on their way to one registry at a time, at least 1. The default is 8.</summary>
    public int ParallelTransfers { get; init; } = 8;

    /// <summary>
    /// Blobs larger than this many bytes are uploaded in chunks of that size. The default is none: a blob travels in one piece, unless the
    /// registry refuses that (413) or says how large its chunks are.
    /// </summary>
    public long? ChunkSize { get; init; }

    /// <summary>How long a registry may say nothing since the last byte moved. The default is 100 seconds.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a registry may take to store a blob that it has received. The default is 15 minutes.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a request that failed in a way that may pass is sent again, and twice as often where the registry is overloaded. The default is 5; 0 never.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The pause before the first retry, about; those after it grow. The default is 1 second.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one request is retried, pauses and what the registry asks to wait included. The default is 5 minutes.</summary>
    public TimeSpan RetryTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Is told what people may want to know, in whatever thread that happens. The default tells nobody.</summary>
    public Action<RegistryEvent> Report { get; init; } = static _ => { };

    internal PrivateNetworks PrivateNetworks { get; init; } = new();

    internal bool IsInsecure(string registry)
    {
        var host = RegistryHost.HostOf(registry);
        return InsecureRegistries.Any(insecure =>
            insecure.Equals(registry, StringComparison.OrdinalIgnoreCase) || insecure.Equals(host, StringComparison.OrdinalIgnoreCase));
    }
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry;

/// <summary>How clients speak to registries.</summary>
public sealed record RegistryOptions
{
    /// <summary>
    /// Registries (<c>host[:port]</c>, or a host for all of its ports) that may use plain HTTP or an untrusted
    /// certificate. A registry on this machine may always use plain HTTP. The default is none.
    /// </summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>The right that the client asks for. The default is <see cref="RegistryAccess.Pull"/>.</summary>
    public RegistryAccess Access { get; init; }

    /// <summary>
    /// Hosts of token servers that may get credentials although they are on another site than the registry. The default
    /// is none. The site of the registry and the token servers of well-known registries are always allowed.
    /// </summary>
    public IReadOnlyList<string> TokenHosts { get; init; } = [];

    /// <summary>Reads an environment variable. The default reads the environment of the process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How many blobs are sent to one registry at the same time, at least 1. The default is 8.</summary>
    public int ParallelTransfers { get; init; } = 8;

    /// <summary>
    /// Larger blobs, in bytes, are uploaded in chunks of this size. The default is <see langword="null"/>: a blob is
    /// sent in one piece, unless the registry refuses that (413) or says how large chunks are.
    /// </summary>
    public long? ChunkSize { get; init; }

    /// <summary>
    /// How long a client waits for the registry since the last byte moved. The default is 100 seconds.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long a registry may take to store a blob after it received all bytes. The default is 15 minutes.
    /// </summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How often a request is repeated after a transient failure; twice as often if the registry is overloaded. The
    /// default is 5; 0 means never.
    /// </summary>
    public int Retries { get; init; } = 5;

    /// <summary>
    /// The approximate pause before the first retry. Later pauses are longer. The default is 1 second.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one request is repeated, with all pauses. The default is 5 minutes.</summary>
    public TimeSpan RetryTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock. The default is the clock of the system.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets the events, on any thread. The default ignores them.</summary>
    public Action<RegistryEvent> Report { get; init; } = static _ => { };

    internal PrivateNetworks PrivateNetworks { get; init; } = new();

    internal bool IsInsecure(string registry)
    {
        var host = RegistryHost.HostOf(registry);
        return InsecureRegistries.Any(insecure =>
            insecure.Equals(registry, StringComparison.OrdinalIgnoreCase) || insecure.Equals(host, StringComparison.OrdinalIgnoreCase));
    }
}

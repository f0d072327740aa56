using System.Collections.Concurrent;
using System.Net;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// What all who speak to one registry share: connections, tokens, the bound of transfers, and what was learned about it. Nothing is opened
/// before the first request.
/// </summary>
internal sealed class RegistryConnection : IDisposable
{
    private readonly Lazy<HttpMessageInvoker> _invoker;
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pace> _paces = new(StringComparer.OrdinalIgnoreCase);
    private long _largestBody = long.MaxValue;

    internal RegistryConnection(string registry, RegistryOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ParallelTransfers, 1, nameof(options));
        Registry = registry;
        Host = DockerHub.Is(registry) ? DockerHub.ApiHost : registry;
        Tls = new RegistryTls(Host, options.IsInsecure(registry), options.Environment);
        Proxy = new ProxyFromEnvironment(options.Environment, ProxyFromEnvironment.OfSystem);
        Transfers = new SemaphoreSlim(options.ParallelTransfers);
        _invoker = new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(Handler()));
    }

    /// <summary>The registry as people name it.</summary>
    internal string Registry { get; }

    /// <summary>The host that answers for it.</summary>
    internal string Host { get; }

    internal RegistryTls Tls { get; }

    internal ProxyFromEnvironment Proxy { get; }

    internal HttpMessageInvoker Invoker => _invoker.Value;

    /// <summary>One slot for each body that is being sent.</summary>
    internal SemaphoreSlim Transfers { get; }

    /// <summary>What was sent or given, and must not be shown.</summary>
    internal KnownSecrets Secrets { get; } = new();

    internal KnownBlobs Blobs { get; } = new();

    internal PerDigestLock DigestLock { get; } = new();

    /// <summary>Scheme, host and port, as soon as something has answered there.</summary>
    internal Uri? Origin { get; set; }

    /// <summary>Whether a large body waits for the registry's consent (<c>Expect: 100-continue</c>).</summary>
    internal bool UsesExpectContinue { get; set; } = true;

    /// <summary>Whether it is worth asking the registry to take a blob from another repository.</summary>
    internal bool CanMount { get; set; } = true;

    /// <summary>Whether blobs may travel in chunks: <see langword="null"/> as long as no chunk was sent.</summary>
    internal bool? AcceptsChunks { get; set; }

    /// <summary>Whether anything has ever answered.</summary>
    internal bool WasReached { get; set; }

    /// <summary>The most bytes that one request may carry: less than all where the registry or a proxy before it has refused more.</summary>
    internal long LargestBody => Interlocked.Read(ref _largestBody);

    public void Dispose()
    {
        if (_invoker.IsValueCreated) _invoker.Value.Dispose();
        Tls.Dispose();
        Transfers.Dispose();
        DigestLock.Dispose();
    }

    /// <summary>Whether the address is one of the registry itself, not of where it sends its clients.</summary>
    internal bool IsOwnAddress(Uri address) => (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && RegistryAddress.IsSameOrigin(new Uri($"{address.Scheme}://{Host}/"), address);

    /// <summary>The gate of the server of that address: the registry, its token server, or its storage.</summary>
    internal Pace PaceOf(Uri address, TimeProvider time) => _paces.TryGetValue(address.Authority, out var known)
        ? known
        : _paces.GetOrAdd(address.Authority, static (_, time) => new Pace(time), time);

    /// <summary>Notes that a request may carry no more than that. What was known to be less stays.</summary>
    internal void LimitBody(long most)
    {
        for (var known = LargestBody; most < known; known = LargestBody)
        {
            if (Interlocked.CompareExchange(ref _largestBody, most, known) == known) return;
        }
    }

    /// <summary>Whether the registry says that for the first time.</summary>
    internal bool IsNewWarning(string warning) => _warnings.TryAdd(warning, true);

    // Redirects are followed by who knows what may be sent where; cookies break the authentication of some registries.
    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        Expect100ContinueTimeout = TimeSpan.FromSeconds(1),
        Proxy = Proxy,
        SslOptions = Tls.Options(),
    };
}

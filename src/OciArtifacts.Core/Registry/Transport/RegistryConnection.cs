using System.Collections.Concurrent;
using System.Net;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// What all clients of one registry share: connections, the transfer limit, and what they learned about the registry.
/// The first request opens the first connection.
/// </summary>
internal sealed class RegistryConnection : IDisposable
{
    private readonly Lazy<HttpMessageInvoker> _invoker;
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pace> _paces = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _referrerLists = new(StringComparer.Ordinal);
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

    /// <summary>The registry, as users name it.</summary>
    internal string Registry { get; }

    /// <summary>The host that answers for the registry.</summary>
    internal string Host { get; }

    internal RegistryTls Tls { get; }

    internal ProxyFromEnvironment Proxy { get; }

    internal HttpMessageInvoker Invoker => _invoker.Value;

    /// <summary>One slot for each body that is sent at the same time.</summary>
    internal SemaphoreSlim Transfers { get; }

    /// <summary>The secrets that messages must not show.</summary>
    internal KnownSecrets Secrets { get; } = new();

    internal KnownBlobs Blobs { get; } = new();

    internal PerDigestLock DigestLock { get; } = new();

    /// <summary>The scheme, host and port of the registry, once it has answered.</summary>
    internal Uri? Origin { get; set; }

    /// <summary>Whether large bodies wait for the consent of the registry (<c>Expect: 100-continue</c>).</summary>
    internal bool UsesExpectContinue { get; set; } = true;

    /// <summary>Whether mounting a blob from another repository may succeed.</summary>
    internal bool CanMount { get; set; } = true;

    /// <summary>Whether the registry accepts chunks; <see langword="null"/> until the first chunk was sent.</summary>
    internal bool? AcceptsChunks { get; set; }

    /// <summary>Whether the registry has ever answered.</summary>
    internal bool WasReached { get; set; }

    /// <summary>
    /// The largest body of a request in bytes that the registry, or a proxy before it, is not known to refuse.
    /// </summary>
    internal long LargestBody => Interlocked.Read(ref _largestBody);

    public void Dispose()
    {
        if (_invoker.IsValueCreated) _invoker.Value.Dispose();
        Tls.Dispose();
        Transfers.Dispose();
        DigestLock.Dispose();
    }

    /// <summary>Whether the address is on the registry itself.</summary>
    internal bool IsOwnAddress(Uri address) => (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && RegistryAddress.IsSameOrigin(new Uri($"{address.Scheme}://{Host}/"), address);

    /// <summary>The pace of the server of that address: the registry, its token server or its storage.</summary>
    internal Pace PaceOf(Uri address, TimeProvider time) => _paces.TryGetValue(address.Authority, out var known)
        ? known
        : _paces.GetOrAdd(address.Authority, static (_, time) => new Pace(time), time);

    /// <summary>Lowers the largest body. A lower value that is known stays.</summary>
    internal void LimitBody(long most)
    {
        for (var known = LargestBody; most < known; known = LargestBody)
        {
            if (Interlocked.CompareExchange(ref _largestBody, most, known) == known) return;
        }
    }

    /// <summary>Whether the registry has its own lists of referrers for this repository; <see langword="null"/> if it was not asked.</summary>
    internal bool? HasReferrerLists(string repository) => _referrerLists.TryGetValue(repository, out var has) ? has : null;

    /// <summary>Remembers whether the registry has its own lists of referrers for this repository.</summary>
    internal void LearnReferrerLists(string repository, bool has) => _referrerLists[repository] = has;

    /// <summary>Whether the registry sends this warning for the first time.</summary>
    internal bool IsNewWarning(string warning) => _warnings.TryAdd(warning, true);

    // AuthorizedExchange follows redirects, because it knows where credentials may go. Cookies break the authentication
    // of some registries.
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

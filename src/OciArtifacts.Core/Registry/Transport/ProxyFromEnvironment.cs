using System.Net;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>The proxy that the environment names, but none for this machine itself: Go, and so docker, do the same.</summary>
/// <param name="proxy">
/// Who knows the environment: <see cref="HttpClient.DefaultProxy"/>, which reads it once a process, at its first use.
/// </param>
internal sealed class ProxyFromEnvironment(IWebProxy proxy) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => RegistryHost.IsLoopback(host.Authority) || proxy.IsBypassed(host);

    /// <summary>The proxy on the way to the address, for messages: without its user; <see langword="null"/> where there is none.</summary>
    internal string? ShownFor(Uri destination) => GetProxy(destination) is { } address ? RegistryAddress.Server(address) : null;
}

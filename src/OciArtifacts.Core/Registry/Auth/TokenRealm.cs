using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// Checks which token server a registry sends its clients to. That server gets the password of the user, so it has to
/// belong to the registry: it is on the same site, or known, or named by the user.
/// </summary>
internal static class TokenRealm
{
    // The token servers of these registries are on another site.
    private static readonly (string Registry, string Realm)[] Known =
    [
        ("rg.fr-par.scw.cloud", "api.scaleway.com"),
        ("rg.nl-ams.scw.cloud", "api.scaleway.com"),
        ("rg.pl-waw.scw.cloud", "api.scaleway.com"),
    ];

    /// <summary>The address of the token server.</summary>
    /// <exception cref="OciException">
    /// The realm is not an address, or must not be used (<see cref="OciErrorCode.UnsafeRedirect"/>).
    /// </exception>
    internal static async Task<Uri> CheckAsync(Uri registry, string realm, Exchange exchange, CancellationToken cancellation)
    {
        var name = exchange.Connection.Registry;
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            throw new OciException(
                OciErrorCode.UnsafeRedirect, $"{name} names a token server that has no address to go to. It was not asked.");
        }

        exchange.Connection.Secrets.Add(address, isOwn: false);
        var server = RegistryAddress.Server(address);
        if (address.Scheme != Uri.UriSchemeHttps && registry.Scheme == Uri.UriSchemeHttps)
        {
            throw new OciException(
                OciErrorCode.UnsafeRedirect,
                $"{name} names the token server {server}, which is less secure than the registry itself. It was not asked.");
        }

        if (!IsTrusted(registry.IdnHost, address, exchange.Options.TokenHosts))
        {
            throw new OciException(
                OciErrorCode.UnsafeRedirect,
                $"{name} names the token server {server}, which is on another site. It was not asked. "
                + $"If it is right, add {address.Authority} to the token hosts that are allowed.")
            {
                Remedy = Remedy.TokenHosts,
            };
        }

        await new AddressPolicy(exchange.Connection, exchange.Options).CheckReachAsync(address, cancellation).ConfigureAwait(false);

        // The canonical form without a fragment, because query parameters are appended and the text is sent as it is.
        return new Uri(address.GetLeftPart(UriPartial.Query));
    }

    private static bool IsTrusted(string registry, Uri realm, IReadOnlyList<string> trusted) =>
        IsSameSite(registry, realm.IdnHost)
        || Known.Contains((registry.ToLowerInvariant(), realm.IdnHost.ToLowerInvariant()))
        || trusted.Any(host =>
            host.Equals(realm.IdnHost, StringComparison.OrdinalIgnoreCase)
            || host.Equals(realm.Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether both hosts belong to one owner, as far as the names tell: they are the same host, the realm is a
    /// subdomain of the registry, or both have the same parent domain and that domain has one owner.
    /// </summary>
    internal static bool IsSameSite(string registry, string realm)
    {
        if (realm.Equals(registry, StringComparison.OrdinalIgnoreCase) || IsBelow(realm, registry)) return true;
        if (Uri.CheckHostName(registry) != UriHostNameType.Dns) return false;
        var dot = registry.IndexOf('.', StringComparison.Ordinal);
        var parent = registry[(dot + 1)..].ToLowerInvariant();
        return dot > 0 && IsOfOneOwner(parent) && (realm.Equals(parent, StringComparison.OrdinalIgnoreCase) || IsBelow(realm, parent));
    }

    private static bool IsBelow(string host, string parent) => host.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase);

    // Top-level domains and "co.uk" have many owners, and so have the domains under which clouds give a registry to
    // each customer.
    private static bool IsOfOneOwner(string domain)
    {
        var labels = domain.Split('.');
        if (labels.Length < 2) return false;
        var isOfCountry = labels is [var second, { Length: 2 }] && SecondLevels.Contains(second, StringComparer.Ordinal);
        return !isOfCountry
            && !SharedDomains.Any(shared => domain.Equals(shared, StringComparison.OrdinalIgnoreCase) || IsBelow(domain, shared));
    }

    private static readonly string[] SharedDomains =
    [
        "azurecr.io", "azurecr.cn", "azurecr.us", "amazonaws.com", "jfrog.io", "pkg.dev", "cr.cloud.ru", "github.io", "gitlab.io",
        "azurewebsites.net", "herokuapp.com", "run.app",
    ];

    private static readonly string[] SecondLevels = ["co", "com", "org", "net", "gov", "edu", "ac", "or", "ne"];
}

using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// Which token server a registry may send its clients to. It gets a user's password, so it has to be the registry's own: on the same site,
/// or known, or named by the user.
/// </summary>
internal static class TokenRealm
{
    // Where the token servers of these registries are is public; they are on another site.
    private static readonly (string Registry, string Realm)[] Known =
    [
        ("rg.fr-par.scw.cloud", "api.scaleway.com"),
        ("rg.nl-ams.scw.cloud", "api.scaleway.com"),
        ("rg.pl-waw.scw.cloud", "api.scaleway.com"),
    ];

    /// <summary>The address of the token server.</summary>
    /// <exception cref="OciException">It is no address, or nobody should go there (<see cref="OciErrorCode.UnsafeRedirect"/>).</exception>
    internal static async Task<Uri> CheckAsync(Uri registry, string realm, Exchange exchange, CancellationToken cancellation)
    {
        var name = exchange.Connection.Registry;
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            throw new OciException(OciErrorCode.UnsafeRedirect, $"{name} names a token server that has no address to go to. It was not asked.");
        }

        exchange.Connection.Secrets.Add(address, isOwn: false);
        var server = RegistryAddress.Server(address);
        if (address.Scheme != Uri.UriSchemeHttps && registry.Scheme == Uri.UriSchemeHttps)
        {
            throw new OciException(OciErrorCode.UnsafeRedirect, $"{name} names the token server {server}, which is less secure than the registry itself. It was not asked.");
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

        // Canonical, and without a fragment: parameters are put behind it, and it goes on the wire as it is.
        return new Uri(address.GetLeftPart(UriPartial.Query));
    }

    private static bool IsTrusted(string registry, Uri realm, IReadOnlyList<string> trusted) =>
        IsSameSite(registry, realm.IdnHost)
        || Known.Contains((registry.ToLowerInvariant(), realm.IdnHost.ToLowerInvariant()))
        || trusted.Any(host => host.Equals(realm.IdnHost, StringComparison.OrdinalIgnoreCase) || host.Equals(realm.Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether both hosts are of one owner, as far as their names tell: the same host, one below it, or one beside it under a domain that
    /// somebody can own.
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

    // "example" and "co.uk" are for everybody. So are the domains under which clouds give a registry to each customer.
    private static bool IsOfOneOwner(string domain)
    {
        var labels = domain.Split('.');
        if (labels.Length < 2) return false;
        var isOfCountry = labels.Length == 2 && labels[1].Length == 2 && labels[0] is "co" or "com" or "org" or "net" or "gov" or "edu" or "ac" or "or" or "ne";
        return !isOfCountry && !SharedDomains.Any(shared => domain.Equals(shared, StringComparison.OrdinalIgnoreCase) || IsBelow(domain, shared));
    }

    private static readonly string[] SharedDomains =
        ["azurecr.io", "azurecr.cn", "azurecr.us", "amazonaws.com", "jfrog.io", "pkg.dev", "cr.cloud.ru", "github.io", "gitlab.io", "azurewebsites.net", "herokuapp.com", "run.app"];
}

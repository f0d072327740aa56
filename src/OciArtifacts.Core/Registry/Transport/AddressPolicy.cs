namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Decides which addresses a registry may send its clients to: not from https to http, and not from a public registry
/// into a private network.
/// </summary>
internal sealed class AddressPolicy(RegistryConnection connection, RegistryOptions options)
{
    /// <summary>Resolves the location of an answer, which may be relative to the address of the request.</summary>
    /// <exception cref="OciException">
    /// The location is not an address, or must not be used (<see cref="OciErrorCode.UnsafeRedirect"/>).
    /// </exception>
    internal async Task<Uri> ResolveAsync(HttpResponseMessage response, string location, CancellationToken cancellation)
    {
        var asked = response.RequestMessage!.RequestUri!;
        var target = RegistryAddress.Resolve(asked, location) ?? throw Refused("of nothing that can be gone to");
        connection.Secrets.Add(target, connection.IsOwnAddress(target));
        if (target.Scheme != Uri.UriSchemeHttps && (target.Scheme != Uri.UriSchemeHttp || asked.Scheme != Uri.UriSchemeHttp))
        {
            throw Refused($"{RegistryAddress.Server(target)}, which is less secure than the registry itself");
        }

        await CheckReachAsync(target, cancellation).ConfigureAwait(false);
        return target;
    }

    /// <summary>Checks that a public registry does not send its clients into their private network.</summary>
    /// <exception cref="OciException">
    /// The address is private and the registry is not (<see cref="OciErrorCode.UnsafeRedirect"/>).
    /// </exception>
    internal async Task CheckReachAsync(Uri target, CancellationToken cancellation)
    {
        var own = new Uri($"https://{connection.Host}/").IdnHost;
        if (target.IdnHost.Equals(own, StringComparison.OrdinalIgnoreCase) || options.IsInsecure(target.Authority)) return;
        if (!await options.PrivateNetworks.ContainAsync(target.IdnHost, cancellation).ConfigureAwait(false)) return;
        if (await options.PrivateNetworks.ContainAsync(own, cancellation).ConfigureAwait(false)) return;
        throw Refused($"{RegistryAddress.Server(target)}, which is on a private network, and the registry is not");
    }

    private OciException Refused(string where) =>
        new(OciErrorCode.UnsafeRedirect, $"{connection.Registry} answered with the address {where}. It was not used.");
}

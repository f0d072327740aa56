using System.Net;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The proxy of the environment, by the rules of curl and Go (and so docker). Requests to this machine use no proxy. If
/// no variable names a proxy, the settings of the system apply, where the system has some (docs/decisions/0023).
/// </summary>
internal sealed class ProxyFromEnvironment : IWebProxy
{
    private readonly ProxySetting? _secure;
    private readonly ProxySetting? _plain;
    private readonly IWebProxy? _system;
    private readonly string _exceptionsVariable;
    private readonly string _exceptionsText;
    private readonly ProxyExceptions _exceptions;

    /// <param name="environment">Reads a variable.</param>
    /// <param name="system">
    /// Returns the proxy of the system's settings. Called only if no variable names a proxy.
    /// </param>
    internal ProxyFromEnvironment(Func<string, string?> environment, Func<IWebProxy?> system)
    {
        var all = First(environment, "all_proxy", "ALL_PROXY");
        _secure = First(environment, "https_proxy", "HTTPS_PROXY") ?? all;
        _plain = First(environment, PlainVariables(environment)) ?? all;
        _system = _secure is null && _plain is null ? system() : null;
        _exceptionsVariable = IsSet(environment, "no_proxy") ? "no_proxy" : "NO_PROXY";
        _exceptionsText = environment(_exceptionsVariable) ?? "";
        _exceptions = new ProxyExceptions(_exceptionsText);
        Credentials = _system is null ? new Users(_secure, _plain) : _system.Credentials;
    }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>
    /// The proxy of the system's settings. Linux has none: .NET would read the variables again there.
    /// </summary>
    internal static IWebProxy? OfSystem() => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? HttpClient.DefaultProxy : null;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination)
    {
        if (IsExcepted(destination)) return null;
        return _system is null ? SettingFor(destination)?.Address : _system.IsBypassed(destination) ? null : _system.GetProxy(destination);
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <summary>Checks that the proxy for the address can be used.</summary>
    /// <exception cref="OciException">
    /// The variable for it has an invalid value (<see cref="OciErrorCode.ProxySetting"/>).
    /// </exception>
    internal void Check(Uri destination)
    {
        if (SettingFor(destination) is not { Address: null } wrong || IsExcepted(destination)) return;
        throw new OciException(
            OciErrorCode.ProxySetting,
            $"{wrong.Variable} names no proxy that can be used for {RegistryAddress.Server(destination)}: {wrong.Trouble}. "
            + "Write http://host:port, unset it, or name the host in NO_PROXY.");
    }

    /// <summary>
    /// Describes the proxy for the address, for messages: without its user, with the variable that names it and the
    /// value of <c>NO_PROXY</c>. The text is empty if there is no proxy.
    /// </summary>
    internal string NoteFor(Uri destination)
    {
        if (GetProxy(destination) is not { } proxy) return "";
        var origin = _system is null ? $"which {SettingFor(destination)!.Variable} names" : "of the system's settings";
        var exceptions = string.IsNullOrWhiteSpace(_exceptionsText)
            ? "NO_PROXY is not set"
            : $"{_exceptionsVariable} does not name {destination.IdnHost}: it is '{ForeignText.OneLine(_exceptionsText)}'";
        return $" (through the proxy {RegistryAddress.Server(proxy)}, {origin}; {exceptions})";
    }

    private bool IsExcepted(Uri destination) => RegistryHost.IsLoopback(destination.Host.TrimEnd('.')) || _exceptions.Contain(destination);

    private ProxySetting? SettingFor(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _secure : _plain;

    // A server that runs programs for its clients (CGI) sets HTTP_PROXY to the value of the client's header "Proxy".
    // The lower-case name is safe, except on Windows, where the case of names does not matter.
    private static string[] PlainVariables(Func<string, string?> environment)
    {
        if (!IsSet(environment, "REQUEST_METHOD")) return ["http_proxy", "HTTP_PROXY"];
        return OperatingSystem.IsWindows() ? [] : ["http_proxy"];
    }

    private static ProxySetting? First(Func<string, string?> environment, params string[] variables)
    {
        foreach (var variable in variables)
        {
            if (environment(variable)?.Trim() is { Length: > 0 } value) return ProxySetting.Read(variable, value);
        }

        return null;
    }

    private static bool IsSet(Func<string, string?> environment, string variable) => !string.IsNullOrWhiteSpace(environment(variable));

    /// <summary>Gives the user of a proxy to that proxy only.</summary>
    private sealed class Users(params ProxySetting?[] settings) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) =>
            Array.Find(settings, setting => setting?.User is not null && uri.Equals(setting.Address))?.User;
    }
}

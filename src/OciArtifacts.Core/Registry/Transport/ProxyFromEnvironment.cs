using System.Net;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The proxy that the environment names, read as curl and Go (and so docker) read it, but none for this machine itself. Where no variable
/// names one, that of the system's settings, on systems that have such (docs/decisions/0023).
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
    /// <param name="system">The proxy of the system's settings, which is asked for only where no variable names one.</param>
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

    /// <summary>The proxy of the system's settings; Linux has none, and the runtime would read the variables there once more.</summary>
    internal static IWebProxy? OfSystem() => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? HttpClient.DefaultProxy : null;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination)
    {
        if (IsExcepted(destination)) return null;
        return _system is null ? SettingFor(destination)?.Address : _system.IsBypassed(destination) ? null : _system.GetProxy(destination);
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <summary>The way to the address can be gone.</summary>
    /// <exception cref="OciException">The variable for it names no proxy (<see cref="OciErrorCode.ProxySetting"/>).</exception>
    internal void Check(Uri destination)
    {
        if (SettingFor(destination) is not { Address: null } wrong || IsExcepted(destination)) return;
        throw new OciException(
            OciErrorCode.ProxySetting,
            $"{wrong.Variable} names no proxy that can be used for {RegistryAddress.Server(destination)}: {wrong.Trouble}. "
            + "Write http://host:port, unset it, or name the host in NO_PROXY.");
    }

    /// <summary>
    /// The proxy on the way to the address, for messages: without its user, with the variable that names it and what <c>NO_PROXY</c> is;
    /// empty where there is none.
    /// </summary>
    internal string NoteFor(Uri destination)
    {
        if (GetProxy(destination) is not { } proxy) return "";
        var origin = _system is null ? $"which {SettingFor(destination)!.Variable} names" : "of the system's settings";
        var exceptions = string.IsNullOrWhiteSpace(_exceptionsText)
            ? "NO_PROXY is not set"
            : $"{_exceptionsVariable} does not name {destination.IdnHost}: it is '{RegistryText.OneLine(_exceptionsText)}'";
        return $" (through the proxy {RegistryAddress.Server(proxy)}, {origin}; {exceptions})";
    }

    private bool IsExcepted(Uri destination) => RegistryHost.IsLoopback(destination.Host.TrimEnd('.')) || _exceptions.Contain(destination);

    private ProxySetting? SettingFor(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _secure : _plain;

    // A server that runs programs for its clients (CGI) sets HTTP_PROXY to what a client sends as the header "Proxy"; the name in small
    // letters cannot come from there, but where names have no letters.
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

    /// <summary>Users of proxies: each proxy gets its own.</summary>
    private sealed class Users(params ProxySetting?[] settings) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) =>
            Array.Find(settings, setting => setting?.User is not null && uri.Equals(setting.Address))?.User;
    }
}

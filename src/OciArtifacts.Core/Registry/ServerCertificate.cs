using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Registry;

/// <summary>Decides on the certificates of servers, and remembers that there was one: who shows a certificate speaks TLS.</summary>
internal sealed class ServerCertificate(string registry, bool isInsecure)
{
    private readonly string _host = new Uri($"https://{registry}/").IdnHost;

    /// <summary>Whether any server has shown one.</summary>
    internal bool WasShown { get; private set; }

    /// <summary>
    /// Believes what the system believes, and of an insecure registry anything; not of where that may redirect to.
    /// </summary>
    internal bool IsBelieved(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        WasShown = true;
        return errors == SslPolicyErrors.None
            || (isInsecure && sender is SslStream stream && stream.TargetHostName.Equals(_host, StringComparison.OrdinalIgnoreCase));
    }
}

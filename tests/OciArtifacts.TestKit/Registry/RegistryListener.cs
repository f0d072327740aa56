using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Kestrel with two ports: the registry, and the other host.</summary>
internal sealed class RegistryListener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private readonly WebApplication _application;
    private readonly RegistryState _state;

    private RegistryListener(RegistryState state)
    {
        _state = state;
        Authority = state.Options.HasAuthority ? new PrivateAuthority() : null;
        Certificate = Authority?.IssueServer() ?? (state.Options.UseTls ? SelfSignedCertificate.Create() : null);
        // The empty builder reads no environment variables and no settings files of the machine, and logs nothing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseSockets(WriteThrough).UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        _application = builder.Build();
        _application.Run(new RequestPipeline(state).HandleAsync);
    }

    internal X509Certificate2? Certificate { get; }

    internal PrivateAuthority? Authority { get; }

    internal static async Task<RegistryListener> StartAsync(RegistryState state)
    {
        var listener = new RegistryListener(state);
        await listener._application.StartAsync();
        var ports = listener._application.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new Uri(address).Port).ToArray();
        state.ListensAt(ports[0], ports[1]);
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        _state.Stop();
        using var patience = new CancellationTokenSource(Patience);
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
        Certificate?.Dispose();
        Authority?.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // The other host accepts a certificate but does not demand it, so that the log shows clients that send one
        // needlessly.
        var (mode, otherMode) = _state.Options.RequireClientCertificate
            ? (ClientCertificateMode.RequireCertificate, ClientCertificateMode.AllowCertificate)
            : (ClientCertificateMode.NoCertificate, ClientCertificateMode.NoCertificate);
        kestrel.Listen(IPAddress.Loopback, 0, listener => Secure(listener, mode));
        kestrel.Listen(IPAddress.Loopback, 0, listener => Secure(listener, otherMode));
    }

    // A flush returns when the operating system has the bytes, so they are not lost when a fault then ends the
    // connection.
    private static void WriteThrough(SocketTransportOptions sockets) => sockets.MaxWriteBufferSize = 2;

    private void Secure(ListenOptions listener, ClientCertificateMode mode)
    {
        if (Certificate is null) return;
        listener.UseHttps(Certificate, https =>
        {
            https.ClientCertificateMode = mode;
            https.ClientCertificateValidation = (certificate, _, _) => Authority?.Signed(certificate) ?? false;
        });
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OciArtifacts.TestKit;

/// <summary>The reference registry, run as a process. Other registries accept what it accepts.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    /// <summary>The program, for <see cref="Peer.Missing"/>.</summary>
    public const string Program = "docker-registry";

    /// <summary>
    /// The second program for a registry with a user: the registry reads bcrypt hashes only, which .NET cannot make.
    /// </summary>
    public const string AuthPeer = "htpasswd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly WorkFolder _folder;
    private readonly RunningProcess _process;

    private DockerRegistry(WorkFolder folder, RunningProcess process, Uri address, string? caPath)
    {
        _folder = folder;
        _process = process;
        Address = address;
        CaPath = caPath;
    }

    /// <summary>Host and port, as in an image reference.</summary>
    public string Host => Address.Authority;

    public Uri Address { get; }

    /// <summary>The certificate of the authority that clients have to trust, in PEM; null without TLS.</summary>
    public string? CaPath { get; }

    /// <summary>The output of the registry so far.</summary>
    public string Log => _process.All;

    /// <summary>Throws a <see cref="PeerMissingException"/> when the program is not installed.</summary>
    public static Task<DockerRegistry> StartAsync(DockerRegistryOptions options, CancellationToken cancellation)
    {
        Peer.Require(options.UserName is null ? [Program] : [Program, AuthPeer]);
        return FreshStart.OfAsync(Program, (folder, port) => StartAsync(folder, port, options, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<DockerRegistry> StartAsync(
        WorkFolder folder, int port, DockerRegistryOptions options, CancellationToken cancellation)
    {
        var authority = options.UseTls ? AuthorityFiles.WriteTo(folder) : null;
        var address = new Uri($"{(authority is null ? "http" : "https")}://localhost:{port}/");
        var config = folder.Write("config.yml", Config(folder, port) + Tls(authority) + await AuthAsync(folder, options, cancellation));
        var command = new ProcessCommand(Program, ["serve", config]) { WorkingDirectory = folder.Path, Timeout = Patience };
        var process = await RunningProcess.StartAsync(command, token => AnswersAsync(address, authority?.CaPath, token), cancellation);
        return new DockerRegistry(folder, process, address, authority?.CaPath);
    }

    private static string Config(WorkFolder folder, int port) =>
        $"""
        version: 0.1
        log:
          level: error
          accesslog:
            disabled: true
        storage:
          filesystem:
            rootdirectory: '{folder["storage"]}'
          delete:
            enabled: true
        http:
          addr: 127.0.0.1:{port}

        """;

    // The text continues the section http at the end of the configuration.
    private static string Tls(AuthorityFiles? authority) => authority is null
        ? ""
        : $"""
              tls:
                certificate: '{authority.CertificatePath}'
                key: '{authority.KeyPath}'

            """;

    private static async Task<string> AuthAsync(WorkFolder folder, DockerRegistryOptions options, CancellationToken cancellation)
    {
        if (options.UserName is null) return "";
        var made = await ProcessRunner.RunAsync(new ProcessCommand(AuthPeer, ["-Bbn", options.UserName, options.Password]), cancellation);
        var users = folder.Write("htpasswd", made.MustSucceed().Output);
        return
            $"""
            auth:
              htpasswd:
                realm: test
                path: '{users}'

            """;
    }

    // 401 is an answer of a registry too. Where another server has the port, the process ends, because it cannot
    // listen.
    private static async Task<bool> AnswersAsync(Uri address, string? caPath, CancellationToken cancellation)
    {
        using var client = new LocalClient(caPath);
        try
        {
            using var response = await client.GetAsync(new Uri(address, "/v2/"), cancellation);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException or IOException or AuthenticationException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace OciArtifacts.TestKit;

/// <summary>The reference registry as a process: what it accepts, others accept.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    /// <summary>The program, for <see cref="Peer.Missing"/>.</summary>
    public const string Program = "docker-registry";

    /// <summary>What a registry with a user needs too: the registry reads bcrypt hashes only, and .NET makes none.</summary>
    public const string AuthPeer = "htpasswd";

    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly WorkFolder _folder;
    private readonly RunningProcess _process;

    private DockerRegistry(WorkFolder folder, RunningProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Host = $"localhost:{port}";
    }

    /// <summary>Host and port, as in an image reference; plain HTTP.</summary>
    public string Host { get; }

    public Uri Address => new($"http://{Host}/");

    /// <summary>What the registry has printed so far.</summary>
    public string Log => _process.All;

    /// <summary>Throws a <see cref="PeerMissingException"/> when the program is not here.</summary>
    public static async Task<DockerRegistry> StartAsync(DockerRegistryOptions options, CancellationToken cancellation)
    {
        Peer.Require(options.UserName is null ? [Program] : [Program, AuthPeer]);
        for (var attempt = 1; ; attempt++)
        {
            var folder = new WorkFolder(Program);
            try
            {
                return await StartAsync(folder, options, cancellation);
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody took the port between asking for it and using it.
                folder.Dispose();
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<DockerRegistry> StartAsync(WorkFolder folder, DockerRegistryOptions options, CancellationToken cancellation)
    {
        var port = RunningProcess.FreePort();
        var config = folder.Write("config.yml", Config(folder, port) + await AuthAsync(folder, options, cancellation));
        var command = new ProcessCommand(Program, ["serve", config]) { WorkingDirectory = folder.Path, Timeout = Patience };
        return new DockerRegistry(folder, await RunningProcess.StartAsync(command, token => AnswersAsync(port, token), cancellation), port);
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

    // 401 is an answer of a registry too. Another server on the port would be noticed by the process that could not listen.
    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        // A proxy of the environment knows nothing of this machine's ports.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        try
        {
            using var response = await client.GetAsync(new Uri($"http://localhost:{port}/v2/"), cancellation);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException or IOException)
        {
            return false;
        }
    }
}

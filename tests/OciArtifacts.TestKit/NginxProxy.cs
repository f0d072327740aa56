namespace OciArtifacts.TestKit;

/// <summary>A real nginx in front of a registry, as many companies have it.</summary>
public sealed class NginxProxy : IAsyncDisposable
{
    /// <summary>The program, for <see cref="Peer.Missing"/>.</summary>
    public const string Program = "nginx";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly WorkFolder _folder;
    private readonly RunningProcess _process;

    private NginxProxy(WorkFolder folder, RunningProcess process, int port, string? caPath)
    {
        _folder = folder;
        _process = process;
        Host = $"localhost:{port}";
        CaPath = caPath;
    }

    /// <summary>Host and port, as in an image reference.</summary>
    public string Host { get; }

    public Uri Address => new($"{(CaPath is null ? "http" : "https")}://{Host}/");

    /// <summary>The certificate of the authority that clients have to trust, in PEM; null without TLS.</summary>
    public string? CaPath { get; }

    /// <summary>The errors that nginx has logged so far.</summary>
    public string Log => _process.All;

    /// <summary>
    /// The answers so far, one line each: method, path without query, status. nginx writes a line shortly after its
    /// answer.
    /// </summary>
    public IReadOnlyList<string> Answers => File.ReadAllLines(_folder[NginxConfig.AnswersFile]);

    /// <summary>
    /// The upstream is an address like <c>http://127.0.0.1:5000</c>. It gets the host and the scheme of the client's
    /// request, so the locations in its answers lead through the proxy. Throws a <see cref="PeerMissingException"/>
    /// when the program is not installed.
    /// </summary>
    public static Task<NginxProxy> StartAsync(Uri upstream, NginxProxyOptions options, CancellationToken cancellation)
    {
        if (options.FailEvery < 3)
        {
            throw new ArgumentException($"FailEvery has to be at least 3, but is {options.FailEvery}.", nameof(options));
        }

        Peer.Require(Program);
        return FreshStart.OfAsync(Program, (folder, port) => StartAsync(folder, port, upstream, options, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<NginxProxy> StartAsync(
        WorkFolder folder, int port, Uri upstream, NginxProxyOptions options, CancellationToken cancellation)
    {
        var authority = options.UseTls ? AuthorityFiles.WriteTo(folder) : null;
        var config = folder.Write("nginx.conf", NginxConfig.Of(folder, port, upstream, options, authority));
        // Until nginx has read its configuration, it writes errors to the system's log, which needs rights.
        var command = new ProcessCommand(Peer.Find(Program)!, ["-p", folder.Path, "-c", config, "-e", "stderr"])
        {
            WorkingDirectory = folder.Path,
            Timeout = Patience,
        };
        // nginx writes its process id when it listens. A test request would count as a request, and could reach another
        // listener.
        var process = await RunningProcess.StartAsync(command, _ => Task.FromResult(File.Exists(folder[NginxConfig.IdFile])), cancellation);
        return new NginxProxy(folder, process, port, authority?.CaPath);
    }
}

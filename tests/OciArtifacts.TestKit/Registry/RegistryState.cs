namespace OciArtifacts.TestKit.Registry;

/// <summary>The state that all endpoints of one registry share.</summary>
internal sealed class RegistryState(TestRegistryOptions options) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    internal TestRegistryOptions Options { get; } = options;

    internal RequestLog Log { get; } = new();

    internal RegistryStore Store { get; } = new();

    internal UploadSessions Uploads { get; } = new(options);

    /// <summary>Stands for the signature of a storage URL. A request with it needs no credentials.</summary>
    internal string StorageSignature { get; } = OpaqueQuery.Create("_signature");

    internal int Port { get; private set; }

    internal int OtherPort { get; private set; }

    internal string Host => $"localhost:{Port}";

    internal string OtherHost => $"localhost:{OtherPort}";

    internal CancellationToken Stopping => _stopping.Token;

    internal string UrlOf(string host, string path) => $"{(Options.IsTls ? "https" : "http")}://{host}{path}";

    /// <summary>The URL of a path of this registry, with the errors that a proxy in front may add.</summary>
    internal string LocationOf(string host, string path)
    {
        if (Options.LocationLosesPort) host = host.Split(':')[0];
        return Options.LocationLosesScheme ? $"http://{host}{path}" : UrlOf(host, path);
    }

    internal void ListensAt(int port, int otherPort) => (Port, OtherPort) = (port, otherPort);

    internal void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}

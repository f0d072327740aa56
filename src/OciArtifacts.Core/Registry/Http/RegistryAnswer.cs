namespace OciArtifacts.Core.Registry.Http;

/// <summary>An answer and, if it is a success, its whole body.</summary>
internal sealed record RegistryAnswer(HttpResponseMessage Response, ReadOnlyMemory<byte> Body) : IDisposable
{
    public void Dispose() => Response.Dispose();
}

namespace OciArtifacts.Core.Registry.Http;

/// <summary>An answer and all of its body, where it is a success.</summary>
internal sealed record RegistryAnswer(HttpResponseMessage Response, ReadOnlyMemory<byte> Body) : IDisposable
{
    public void Dispose() => Response.Dispose();
}

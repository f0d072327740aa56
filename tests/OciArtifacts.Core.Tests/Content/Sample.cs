using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>Content and graphs of content for tests.</summary>
internal static class Sample
{
    internal const int Mebibyte = 1024 * 1024;

    /// <summary>Random bytes that are the same in each run.</summary>
    internal static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        var state = (uint)(seed * 2 + 1);
        for (var i = 0; i < length; i++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[i] = (byte)(state >> 24);
        }

        return bytes;
    }

    /// <summary>Adds a small blob.</summary>
    internal static Descriptor Blob(MemoryStore store, string text) => store.Add("text/plain", System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a manifest with the empty config. Its name makes its digest unique.</summary>
    internal static Descriptor Manifest(MemoryStore store, string name, params Descriptor[] layers)
    {
        store.Add(MediaType.Empty, "{}"u8);
        var manifest = new Manifest(Descriptor.Empty, layers)
        {
            ArtifactType = "application/vnd.example.v1",
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = name },
        };
        return store.Add(MediaType.Manifest, manifest.ToBytes());
    }

    /// <summary>Adds an index.</summary>
    internal static Descriptor Index(MemoryStore store, params Descriptor[] manifests) =>
        store.Add(MediaType.Index, new ImageIndex(manifests).ToBytes());

    internal static async Task<byte[]> ReadAsync(IContentSource source, Descriptor content)
    {
        await using var stream = await source.OpenAsync(content, CancellationToken.None);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, CancellationToken.None);
        return bytes.ToArray();
    }

    /// <summary>Waits until all other tasks that can continue have continued.</summary>
    internal static async Task TurnsAsync()
    {
        for (var i = 0; i < 500; i++) await Task.Yield();
    }
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Interop.Tests;

/// <summary>An artifact in memory. Its layers have random bytes that are the same in each run.</summary>
internal sealed class Artifact
{
    private const string Type = "application/vnd.example.v1";

    private Artifact(MemoryStore store, IReadOnlyList<Descriptor> layers, Descriptor root)
    {
        Store = store;
        Layers = layers;
        Root = root;
    }

    internal MemoryStore Store { get; }

    internal IReadOnlyList<Descriptor> Layers { get; }

    internal Descriptor Root { get; }

    internal static Artifact Of(params IEnumerable<int> sizes)
    {
        var store = new MemoryStore();
        return Of(store, subject: null, [.. sizes.Select((size, index) => Blob(store, size, seed: index))]);
    }

    /// <summary>An artifact with a subject.</summary>
    internal static Artifact AttachedTo(Descriptor subject)
    {
        var store = new MemoryStore();
        return Of(store, subject, [Blob(store, size: 100, seed: 1)]);
    }

    /// <summary>A manifest with all content of the store as layers.</summary>
    internal static Artifact Of(MemoryStore store, Descriptor? subject, IReadOnlyList<Descriptor> layers)
    {
        store.Add(MediaType.Empty, "{}"u8);
        var manifest = new Manifest(Descriptor.Empty, layers) { ArtifactType = Type, Subject = subject };
        return new Artifact(store, layers, store.Add(MediaType.Manifest, manifest.ToBytes()));
    }

    internal static Descriptor Blob(MemoryStore store, int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return store.Add(MediaType.OctetStream, bytes);
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OciArtifacts.Build.Tests.Tasks;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>A layer that a client has pulled.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Annotations">Its annotations.</param>
internal sealed record PulledLayer(string MediaType, byte[] Bytes, IReadOnlyDictionary<string, string> Annotations)
{
    internal string? Title => Annotations.GetValueOrDefault("org.opencontainers.image.title");

    internal string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The bytes of the layer, decompressed where it is gzip.</summary>
    internal byte[] Unzipped()
    {
        if (!Bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return Bytes;
        using var unzipped = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(Bytes), CompressionMode.Decompress)) gzip.CopyTo(unzipped);
        return unzipped.ToArray();
    }

    /// <summary>The regular files of a tar, in their order.</summary>
    internal IReadOnlyDictionary<string, string> Files()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        using var tar = new TarReader(new MemoryStream(Unzipped()));
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
            using var text = new StreamReader(entry.DataStream ?? Stream.Null);
            files.Add(entry.Name, text.ReadToEnd());
        }

        return files;
    }
}

/// <summary>
/// An artifact that a client has pulled: the manifest, the config and the layers, read without the library under test.
/// </summary>
internal sealed class Published : IDisposable
{
    private readonly PackFixture _project = new();

    private Published()
    {
    }

    internal JsonElement Manifest { get; private set; }

    internal JsonElement Config { get; private set; }

    internal string ConfigType => Manifest.GetProperty("config").GetProperty("mediaType").GetString()!;

    internal string? ArtifactType => Manifest.TryGetProperty("artifactType", out var type) ? type.GetString() : null;

    internal IReadOnlyDictionary<string, string> Annotations => Strings(Manifest);

    internal IReadOnlyList<PulledLayer> Layers { get; private set; } = [];

    /// <summary>The messages of the publish at the default verbosity.</summary>
    internal string Said => string.Join("\n", _project.Engine.Warnings.Select(warning => warning.Message).Append(_project.Engine.All));

    /// <summary>Makes an artifact of a type from files, which are given by path and text.</summary>
    internal static Published Of(string type, Action<PackFixture> arrange)
    {
        var published = new Published();
        var task = published._project.Task;
        (task.ArtifactType, task.PublishDirectory, task.LayoutDirectory) = (type, "", published._project["oci"]);
        arrange(published._project);
        Assert.IsTrue(task.Execute(), published._project.Engine.All);
        published.Read();
        return published;
    }

    /// <summary>The error of an artifact that cannot be packed.</summary>
    internal static string FailureOf(string type, Action<PackFixture> arrange)
    {
        using var project = new PackFixture();
        (project.Task.ArtifactType, project.Task.PublishDirectory) = (type, "");
        arrange(project);
        return project.Fail();
    }

    public void Dispose() => _project.Dispose();

    private void Read()
    {
        var index = _project.Json("oci/index.json");
        var descriptor = index.GetProperty("manifests").EnumerateArray().First(root => root.TryGetProperty("annotations", out _));
        Manifest = JsonDocument.Parse(Blob(descriptor)).RootElement;
        Config = JsonDocument.Parse(Blob(Manifest.GetProperty("config"))).RootElement;
        Layers =
        [
            .. Manifest.GetProperty("layers").EnumerateArray()
                .Select(layer => new PulledLayer(layer.GetProperty("mediaType").GetString()!, Blob(layer), Strings(layer))),
        ];
    }

    private byte[] Blob(JsonElement descriptor)
    {
        var digest = descriptor.GetProperty("digest").GetString()!.Split(':')[1];
        var bytes = File.ReadAllBytes(_project[$"oci/blobs/sha256/{digest}"]);
        Assert.AreEqual(digest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return bytes;
    }

    private static Dictionary<string, string> Strings(JsonElement of) => of.TryGetProperty("annotations", out var annotations)
        ? annotations.EnumerateObject().ToDictionary(
            annotation => annotation.Name, annotation => annotation.Value.GetString()!, StringComparer.Ordinal)
        : [];
}

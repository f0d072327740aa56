using System.Formats.Tar;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>An image layout (image-spec 1.1, image-layout.md) that a program wrote as a tar archive to its standard output.</summary>
internal sealed class SignedLayout
{
    private const string Index = "index.json";

    private readonly Dictionary<string, byte[]> _files;

    private SignedLayout(Dictionary<string, byte[]> files) => _files = files;

    /// <summary>Reads the archive.</summary>
    /// <exception cref="OciException">The bytes are no archive with a layout (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static SignedLayout Read(byte[] tar)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var reader = new TarReader(new MemoryStream(tar, writable: false));
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile) files[NameOf(entry)] = BytesOf(entry);
            }
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or FormatException)
        {
            throw Wrong("it is no tar archive", problem);
        }

        return files.ContainsKey(Index) ? new SignedLayout(files) : throw Wrong($"it has no {Index}");
    }

    /// <summary>The only artifact of the layout that has this subject.</summary>
    /// <exception cref="OciException">There is none, or a part of it is missing (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal PackedArtifact FindReferrer(Digest subject)
    {
        var found = ImageIndex.Parse(_files[Index]).Manifests
            .Where(entry => !MediaType.IsIndex(entry.MediaType))
            .Select(entry => (Content: entry, Manifest: Manifest.Parse(Blob(entry))))
            .Where(one => one.Manifest.Subject?.Digest == subject)
            .ToList();
        if (found is not [var (content, manifest)])
        {
            throw Wrong($"it has {found.Count} manifests with the subject {subject}, and wanted is one");
        }

        var store = new MemoryStore();
        foreach (var part in manifest.Layers.Append(manifest.Config).Append(content)) store.Add(part.MediaType, Blob(part));
        return PackedArtifact.Published(new Descriptor(content.MediaType, content.Digest, content.Size), store);
    }

    private byte[] Blob(Descriptor content)
    {
        if (content.Digest.Algorithm != Digest.Sha256Name) throw Wrong($"{content.Digest} is not sha256");
        var bytes = _files.GetValueOrDefault($"blobs/sha256/{content.Digest.Encoded}")
            ?? content.Data
            ?? throw Wrong($"{content.Digest} is missing");
        return bytes.Length == content.Size && Digest.Sha256(bytes) == content.Digest
            ? bytes
            : throw Wrong($"{content.Digest} has other bytes than its descriptor says");
    }

    private static string NameOf(TarEntry entry) =>
        entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

    private static byte[] BytesOf(TarEntry entry)
    {
        using var bytes = new MemoryStream();
        entry.DataStream?.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static OciException Wrong(string why, Exception? problem = null) =>
        new(OciErrorCode.MalformedContent, $"Its answer is no image layout with a signature: {why}", problem);
}

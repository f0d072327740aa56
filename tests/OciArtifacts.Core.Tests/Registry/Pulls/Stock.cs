using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>The content on both sides of a pull.</summary>
internal static class Stock
{
    /// <summary>Puts the graph from the source of the peer into its registry, without a request.</summary>
    internal static async Task<IReadOnlyList<Descriptor>> FillAsync(RegistryPeer peer, Descriptor root)
    {
        var contents = new List<Descriptor>();
        foreach (var child in await peer.Source.ReadChildrenAsync(root, CancellationToken.None))
        {
            contents.AddRange(await FillAsync(peer, child));
        }
        var bytes = await peer.Source.ReadAllAsync(root, int.MaxValue, CancellationToken.None);
        if (MediaType.IsManifest(root.MediaType))
        {
            peer.Registry.AddManifest(RegistryPeer.Name, root.Digest.ToString(), root.MediaType, bytes);
        }
        else peer.Registry.AddBlob(RegistryPeer.Name, bytes);
        return [.. contents, root];
    }

    /// <summary>The files of the layout, in order, with the digests of their bytes.</summary>
    internal static IReadOnlyList<string> FilesOf(LayoutDirectory layout) =>
    [
        .. Directory.EnumerateFiles(layout.Folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(layout.Folder, file)} {Digest.Sha256(File.ReadAllBytes(file))}"),
    ];
}

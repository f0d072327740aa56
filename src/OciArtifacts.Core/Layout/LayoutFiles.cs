using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>The names of the files in an image layout (image-spec 1.1, image-layout.md).</summary>
internal static class LayoutFiles
{
    internal const string Marker = "oci-layout";
    internal const string Index = "index.json";
    internal const string Blobs = "blobs";

    /// <summary>The version of image layouts. The specification has no other version.</summary>
    internal const string Version = "1.0.0";

    /// <summary>The content of the marker file: the version of the layout.</summary>
    internal static ReadOnlyMemory<byte> MarkerBytes { get; } = Encoding.UTF8.GetBytes($$"""{"imageLayoutVersion":"{{Version}}"}""");

    /// <summary>
    /// The path of content in the layout, with <c>/</c>. The grammar of digests keeps it inside the layout.
    /// </summary>
    internal static string BlobPath(Digest digest) => $"{Blobs}/{digest.Algorithm}/{digest.Encoded}";
}

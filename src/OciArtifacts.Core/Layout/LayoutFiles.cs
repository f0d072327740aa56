using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>The names inside an image layout (image-spec 1.1, image-layout.md).</summary>
internal static class LayoutFiles
{
    internal const string Marker = "oci-layout";
    internal const string Index = "index.json";
    internal const string Blobs = "blobs";

    /// <summary>The version of layouts that are written, and the only one there is.</summary>
    internal const string Version = "1.0.0";

    /// <summary>What the marker file says: the version of the layout.</summary>
    internal static ReadOnlyMemory<byte> MarkerBytes { get; } = Encoding.UTF8.GetBytes($$"""{"imageLayoutVersion":"{{Version}}"}""");

    /// <summary>The path of content, with <c>/</c>. The only place that turns a digest into a path; its grammar allows no way out.</summary>
    internal static string BlobPath(Digest digest) => $"{Blobs}/{digest.Algorithm}/{digest.Encoded}";
}

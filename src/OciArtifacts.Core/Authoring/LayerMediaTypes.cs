using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// The media types of archives (OCI artifact authors guidance): the type <c>application/vnd.contoso.widget.v1</c> has the
/// layer <c>application/vnd.contoso.widget.app.layer.v1.tar+gzip</c>.
/// </summary>
internal sealed class LayerMediaTypes(string artifactType, bool areGeneric)
{
    private readonly string _base = WithoutEnding(artifactType);

    internal string Of(string layer, LayerCompression compression)
    {
        if (areGeneric) return Generic(compression);
        return $"{_base}.{LayerNames.ClassOf(layer).ToLowerInvariant()}.layer.v1.tar{EndingOf(compression)}";
    }

    /// <summary>The media type of layers in the image specification (image-spec 1.1, layer.md).</summary>
    internal static string Generic(LayerCompression compression) => MediaType.Layer + EndingOf(compression);

    /// <summary>The suffix of the media type of a compressed archive; empty without compression.</summary>
    internal static string EndingOf(LayerCompression compression) => compression switch
    {
        LayerCompression.Gzip => "+gzip",
        LayerCompression.Zstd => "+zstd",
        _ => "",
    };

    // Removes the end of an artifact type that a layer's type does not have: the format, the version, and "config".
    private static string WithoutEnding(string type)
    {
        var plus = type.LastIndexOf('+');
        var name = plus < 0 ? type : type[..plus];
        var parts = name.Split('.').ToList();
        var version = parts.FindLastIndex(IsVersion);
        if (version > 0 && parts.Skip(version + 1).All(part => part.All(char.IsAsciiDigit)))
        {
            parts.RemoveRange(version, parts.Count - version);
        }

        if (parts.Count > 1 && parts[^1] == "config") parts.RemoveAt(parts.Count - 1);
        return string.Join('.', parts);
    }

    private static bool IsVersion(string part) => part.Length > 1 && part[0] == 'v' && part.Skip(1).All(char.IsAsciiDigit);
}

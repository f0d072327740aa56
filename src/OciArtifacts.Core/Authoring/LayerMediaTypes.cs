using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// The media types of archives by the guidance for artifact authors: <c>application/vnd.contoso.widget.v1</c> has the layer
/// <c>application/vnd.contoso.widget.app.layer.v1.tar+gzip</c>.
/// </summary>
internal sealed class LayerMediaTypes(string artifactType, bool areGeneric)
{
    private readonly string _base = WithoutEnding(artifactType);

    internal string Of(string layer, LayerCompression compression)
    {
        if (areGeneric) return Generic(compression);
        return $"{_base}.{LayerNames.ClassOf(layer).ToLowerInvariant()}.layer.v1.tar{EndingOf(compression)}";
    }

    /// <summary>The layer type of the image specification.</summary>
    internal static string Generic(LayerCompression compression) => MediaType.Layer + EndingOf(compression);

    /// <summary>What the media type of a compressed archive ends with.</summary>
    internal static string EndingOf(LayerCompression compression) => compression switch
    {
        LayerCompression.Gzip => "+gzip",
        LayerCompression.Zstd => "+zstd",
        _ => "",
    };

    // What a type may end with and a layer's name may not: its config, its version, its format.
    private static string WithoutEnding(string type)
    {
        var plus = type.LastIndexOf('+');
        var name = plus < 0 ? type : type[..plus];
        var parts = name.Split('.').ToList();
        var version = parts.FindLastIndex(IsVersion);
        if (version > 0 && parts.Skip(version + 1).All(part => part.All(char.IsAsciiDigit))) parts.RemoveRange(version, parts.Count - version);
        if (parts.Count > 1 && parts[^1] == "config") parts.RemoveAt(parts.Count - 1);
        return string.Join('.', parts);
    }

    private static bool IsVersion(string part) => part.Length > 1 && part[0] == 'v' && part.Skip(1).All(char.IsAsciiDigit);
}

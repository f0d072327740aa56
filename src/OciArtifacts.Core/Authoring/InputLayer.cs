using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Settings of a named layer.</summary>
/// <param name="Name">The name of the layer.</param>
public sealed record InputLayer(string Name)
{
    /// <summary>The media type. The default is empty: the media type of the artifact type.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>The compression. The default is <see langword="null"/>: the compression of the artifact.</summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>The position: layers with lower numbers come first. The default is the position in the artifact type.</summary>
    public int? Order { get; init; }

    /// <summary>Whether a layer without a file is an error. The default is no.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the layer takes files by patterns. Such a layer may be empty, because a pattern need not match.</summary>
    internal bool TakesByPattern { get; init; }

    /// <summary>The name of the layer in messages.</summary>
    internal string Label { get; init; } = $"layer '{Name}'";
}

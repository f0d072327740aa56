using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>What an author says of a layer by its name.</summary>
/// <param name="Name">The name of the layer.</param>
public sealed record InputLayer(string Name)
{
    /// <summary>Its media type. The default is empty: that of the artifact type.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>Its compression. The default is that of the artifact.</summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>Its place among the layers: a lower number is earlier. The default is the place of the artifact type.</summary>
    public int? Order { get; init; }

    /// <summary>Whether an artifact without a file in this layer is an error. The default is no.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it may be empty: it takes files by patterns, and a pattern need not match.</summary>
    internal bool TakesByPattern { get; init; }

    /// <summary>What messages call it.</summary>
    internal string Label { get; init; } = $"layer '{Name}'";
}

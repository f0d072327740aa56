namespace OciArtifacts.Core.Packing;

/// <summary>Where the content of an entry of an index is.</summary>
public enum EntrySource
{
    /// <summary>It was built: all of its content is in the packed artifact.</summary>
    Built,

    /// <summary>It was published: its content is in a registry or in a layout.</summary>
    Published,
}

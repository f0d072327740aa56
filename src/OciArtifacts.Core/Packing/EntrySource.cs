namespace OciArtifacts.Core.Packing;

/// <summary>The place of the content of an index entry.</summary>
public enum EntrySource
{
    /// <summary>The entry was built: all of its content is in the packed artifact.</summary>
    Built,

    /// <summary>The entry was published: its content is in a registry or in a layout.</summary>
    Published,
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>A file or a folder that becomes part of an artifact.</summary>
/// <param name="Path">The path, absolute or relative to <see cref="ArtifactInputs.BaseDirectory"/>.</param>
public sealed record InputFile(string Path)
{
    /// <summary>
    /// The name of the archive that the file goes into. The default is empty: the artifact type decides by the name of the
    /// file. Without a rule in the type, a file becomes a layer, and a folder becomes an archive that ORAS unpacks.
    /// </summary>
    public string Layer { get; init; } = "";

    /// <summary>
    /// The media type of a file that becomes a layer. The default is empty: the media type of the artifact type, or
    /// <c>application/octet-stream</c>.
    /// </summary>
    public string MediaType { get; init; } = "";

    /// <summary>
    /// The path in the archive, or the title of a file that becomes a layer: relative, with <c>/</c>. The default is empty: the
    /// title of the artifact type, or the name of the file.
    /// </summary>
    public string TargetPath { get; init; } = "";

    /// <summary>The compression of a folder without <see cref="Layer"/>. The default is the compression of the artifact.</summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>Annotations of a file or folder that becomes a layer. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The platform, for a type that is an index. The default is the platform in the name of the file.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Whether to include the files of version control and of builds in a folder. The default is no.</summary>
    public bool TakesAll { get; init; }

    /// <summary>The name of the file in messages. The default is <c>file 'path'</c>.</summary>
    internal string Label { get; init; } = $"file '{Path}'";

    /// <summary>The folders that a wildcard matched. The default target path begins with them.</summary>
    internal string WildcardFolder { get; init; } = "";
}

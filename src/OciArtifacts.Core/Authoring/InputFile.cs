using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>A file or a folder that becomes part of an artifact.</summary>
/// <param name="Path">The path, absolute or relative to <see cref="ArtifactInputs.BaseDirectory"/>.</param>
public sealed record InputFile(string Path)
{
    /// <summary>
    /// The name of the archive that the file goes into. The default is empty: a file is a layer of its own, and a folder an archive that ORAS
    /// unpacks; or what the artifact type makes of a file with such a name.
    /// </summary>
    public string Layer { get; init; } = "";

    /// <summary>The media type of a layer of its own. The default is empty: by the artifact type, or <c>application/octet-stream</c>.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>
    /// The path inside the archive, or the title of a layer of its own: relative, with <c>/</c>. The default is empty: the name of the file, or
    /// what the artifact type says.
    /// </summary>
    public string TargetPath { get; init; } = "";

    /// <summary>The compression of a folder that becomes a layer of its own. The default is that of the artifact.</summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>Annotations of a layer of its own. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The platform, for a type that is an index. The default is what the name of the file says.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Whether the files of version control and of builds in a folder are taken too. The default is no.</summary>
    public bool TakesAll { get; init; }

    /// <summary>What messages call it. The default is <c>file 'path'</c>.</summary>
    internal string Label { get; init; } = $"file '{Path}'";

    /// <summary>The folders between a wildcard and the file, which its default target path keeps.</summary>
    internal string WildcardFolder { get; init; } = "";
}

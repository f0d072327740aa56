namespace OciArtifacts.Core.Packing.Archives;

/// <summary>A file on disk that becomes one entry of an archive.</summary>
/// <param name="Path">Where the file is, an absolute path.</param>
/// <param name="EntryPath">The path of the entry: relative, with <c>/</c> between names.</param>
internal sealed record SourceFile(string Path, string EntryPath)
{
    /// <summary>
    /// Whether NuGet unpacked the file: then the owner alone may execute it (<see cref="Tar.TarMode"/>). The default is
    /// no.
    /// </summary>
    internal bool IsFromPackage { get; init; }

    /// <summary>
    /// Where the file came from, such as a package and its version. A file of another origin is read again, even if its
    /// stamp is the same. The default is empty.
    /// </summary>
    internal string Origin { get; init; } = "";
}

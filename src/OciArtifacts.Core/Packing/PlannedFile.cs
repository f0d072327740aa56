namespace OciArtifacts.Core.Packing;

/// <summary>A file of a layer.</summary>
/// <param name="SourcePath">Where it is, an absolute path.</param>
/// <param name="EntryPath">Its path inside the archive: relative, with <c>/</c>. A raw layer ignores it.</param>
public sealed record PlannedFile(string SourcePath, string EntryPath)
{
    /// <summary>
    /// Whether NuGet unpacked it. NuGet lets the owner execute what it unpacks and nobody else, which the umask or the system may hide. The
    /// default is no.
    /// </summary>
    internal bool IsFromPackage { get; init; }

    /// <summary>
    /// Where the file came from as far as anybody knows, such as a package and its version. Where that changes, the file is read again, even if it
    /// looks the same. The default is nothing.
    /// </summary>
    internal string Origin { get; init; } = "";
}

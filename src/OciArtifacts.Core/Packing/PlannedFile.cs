namespace OciArtifacts.Core.Packing;

/// <summary>A file of a layer.</summary>
/// <param name="SourcePath">The file, an absolute path.</param>
/// <param name="EntryPath">The path in the archive: relative, with <c>/</c>. A raw layer ignores it.</param>
public sealed record PlannedFile(string SourcePath, string EntryPath)
{
    /// <summary>
    /// Whether NuGet unpacked the file. NuGet makes such a file executable for its owner only. For other executable files the
    /// archive restores the rights of the group and of others that a umask has removed. The default is no.
    /// </summary>
    internal bool IsFromPackage { get; init; }

    /// <summary>
    /// The known origin of the file, such as a package and its version. If the origin changes, the packer reads the file again,
    /// even if its time and size are the same. The default is empty.
    /// </summary>
    internal string Origin { get; init; } = "";
}

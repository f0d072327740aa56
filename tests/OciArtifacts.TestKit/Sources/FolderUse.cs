namespace OciArtifacts.TestKit.Sources;

/// <summary>A file uses a type of another part of the same folder.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="From">The part that the file stands in.</param>
/// <param name="Type">The type.</param>
/// <param name="To">The part that declares the type.</param>
public sealed record FolderUse(string File, string From, string Type, string To)
{
    /// <summary>The use as a sentence, for a failed test.</summary>
    public override string ToString() => $"{File} ({From}) uses {Type} ({To}).";
}

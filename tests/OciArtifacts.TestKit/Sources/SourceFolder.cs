namespace OciArtifacts.TestKit.Sources;

/// <summary>The source files of a project, for tests about its structure.</summary>
/// <param name="relative">The folder of the project, relative to the checkout.</param>
public sealed class SourceFolder(string relative)
{
    /// <summary>The full path of the folder.</summary>
    public string Root { get; } = Checkout.Path(relative);

    /// <summary>The names of the folders with source files, without those of build output.</summary>
    public string[] FoldersIn(string folder) =>
        [.. Directory.GetDirectories(Path.Combine(Root, folder))
            .Where(inside => Directory.EnumerateFiles(inside, "*.cs", SearchOption.AllDirectories).Any())
            .Select(inside => Path.GetFileName(inside))
            .Except(["bin", "obj"])];

    /// <summary>The source files of a folder and of the folders inside of it. Build output is left out.</summary>
    public string[] FilesBelow(string folder) =>
        [.. FilesAtTopOf(folder), .. FoldersIn(folder).SelectMany(inside =>
            Directory.GetFiles(Path.Combine(Root, folder, inside), "*.cs", SearchOption.AllDirectories))];

    /// <summary>The source files at the top of a folder.</summary>
    public string[] FilesAtTopOf(string folder) => Directory.GetFiles(Path.Combine(Root, folder), "*.cs");
}

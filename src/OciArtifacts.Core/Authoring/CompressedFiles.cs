using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Recognizes compressed files by their names. To compress them again takes time and saves nothing.</summary>
internal static class CompressedFiles
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".7z", ".apk", ".avif", ".br", ".bz2", ".docx", ".gif", ".gz", ".heic", ".jar", ".jpeg", ".jpg", ".m4a", ".m4v", ".mov", ".mp3",
        ".mp4", ".nupkg", ".ogg", ".png", ".pptx", ".rar", ".snupkg", ".tgz", ".vsix", ".webm", ".webp", ".whl", ".woff", ".woff2",
        ".xlsx", ".xz", ".zip", ".zst",
    };

    /// <summary>Whether there are files, and all of them are compressed.</summary>
    internal static bool AreAll(IReadOnlyList<PlannedFile> files) =>
        files.Count > 0 && files.All(file => Endings.Contains(Path.GetExtension(file.SourcePath)));
}

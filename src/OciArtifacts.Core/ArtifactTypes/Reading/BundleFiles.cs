using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>The files of a bundle of Open Policy Agent.</summary>
internal static class BundleFiles
{
    /// <summary>The manifest of the bundle, at the top of the archive.</summary>
    internal const string Manifest = ".manifest";

    /// <summary>Whether the layer is a bundle.</summary>
    internal static bool IsBundle(LayerRule rule) => rule.Entries.Contains(Manifest, StringComparer.Ordinal);

    /// <summary>Whether the file is a data document.</summary>
    internal static bool IsData(string path) => ArchivePath.NameOf(path) is "data.json" or "data.yaml" or "data.yml";

    /// <summary>Whether the file is a module with rules.</summary>
    internal static bool IsModule(string path) => path.EndsWith(".rego", StringComparison.Ordinal);

    /// <summary>Whether the check of a bundle needs the content of the file.</summary>
    internal static bool NeedsContent(string path) => path == Manifest || IsData(path) || IsModule(path);
}

using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Looks at what is in the archives of a plan, where their type has rules for it: at the files that are packed, or into an archive that is packed already.</summary>
/// <param name="recipe">The type.</param>
internal sealed class ArchiveFindings(TypeRecipe recipe)
{
    /// <summary>What was found.</summary>
    /// <exception cref="OciException">An archive cannot be read.</exception>
    internal IEnumerable<Finding> Find(ArtifactPlan plan) => plan.OwnManifests.SelectMany(manifest => manifest.Layers).SelectMany(Find);

    private IEnumerable<Finding> Find(PlannedLayer layer)
    {
        if ((recipe.RuleOfLayer(layer.Name) ?? recipe.RuleOfType(layer.MediaType)) is not { } rule || !TypeRecipe.IsArchive(rule) || !ArchiveCheck.HasRules(rule)) return [];
        return ArchiveCheck.Check(recipe.Definition, rule, ContentsOf(layer, rule));
    }

    private ArchiveContents ContentsOf(PlannedLayer layer, LayerRule rule)
    {
        if (layer.Format != LayerFormat.Raw) return ArchiveContents.FromFiles(FolderOf(layer), layer.Files.Select(file => (file.EntryPath, file.SourcePath)));
        var path = layer.Files[0].SourcePath;
        return recipe.Archive is { } known && known.Source == path ? known : ArchiveContents.Read(path, rule);
    }

    // The folder that all files are in, for people.
    private static string FolderOf(PlannedLayer layer)
    {
        var folder = layer.Files is [var first, ..] ? Path.GetDirectoryName(first.SourcePath) : null;
        while (folder is not null && layer.Files.Any(file => !file.SourcePath.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))) folder = Path.GetDirectoryName(folder);
        return folder ?? layer.Name;
    }
}

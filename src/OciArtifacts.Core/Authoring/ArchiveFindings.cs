using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Checks the files in the archives of a plan, if the type has rules for them. It opens already packed archives.</summary>
/// <param name="type">The type.</param>
internal sealed class ArchiveFindings(FilledType type)
{
    /// <summary>Checks all archives of the plan.</summary>
    /// <exception cref="OciException">An archive cannot be read.</exception>
    internal IEnumerable<Finding> Find(ArtifactPlan plan) => plan.OwnManifests.SelectMany(manifest => manifest.Layers).SelectMany(Find);

    private IEnumerable<Finding> Find(PlannedLayer layer)
    {
        var rule = type.RuleOfLayer(layer.Name) ?? type.RuleOfType(layer.MediaType);
        if (rule is null || !FilledType.IsArchive(rule) || !ArchiveCheck.HasRules(rule)) return [];
        return ArchiveCheck.Check(type.Definition, rule, ContentsOf(layer, rule));
    }

    private ArchiveContents ContentsOf(PlannedLayer layer, LayerRule rule)
    {
        if (layer.Format != LayerFormat.Raw)
        {
            return ArchiveContents.FromFiles(FolderOf(layer), layer.Files.Select(file => (file.EntryPath, file.SourcePath)));
        }

        var path = layer.Files[0].SourcePath;
        return type.Archive is { } known && known.Source == path ? known : ArchiveContents.Read(path, rule);
    }

    // Messages name the deepest folder that has all files.
    private static string FolderOf(PlannedLayer layer)
    {
        var folder = layer.Files is [var first, ..] ? Path.GetDirectoryName(first.SourcePath) : null;
        while (folder is not null && !layer.Files.All(file => PathComparison.IsBelow(folder, file.SourcePath))) folder = Path.GetDirectoryName(folder);
        return folder ?? layer.Name;
    }
}

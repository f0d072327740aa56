using Microsoft.Build.Framework;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>Plans an artifact of one manifest, or, where its type is always an index, one of each platform's files.</summary>
internal sealed class PlatformPlans(PlanInputs inputs)
{
    /// <exception cref="OciException">Something that the project says cannot be planned, or nobody can tell a file's platform.</exception>
    internal ArtifactPlan Build()
    {
        if (inputs.Recipe is not { Definition.Index: { IsRequired: true } rule } recipe) return new PlanBuilder(inputs).Build();
        var entries = inputs.Files
            .GroupBy(file => PlatformOf(file, rule, recipe.Definition.Title))
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => (Platform: group.Key, Plan: EntryOf([.. group], recipe.Definition)))
            .ToList();
        if (entries.Count == 0) throw new OciException(OciErrorCode.FileNotFound, $"{recipe.Definition.Title} has files for each platform, and there are none. Add them as OciArtifactFile.");
        var annotations = new Dictionary<string, string>(entries[0].Plan.Annotations, StringComparer.Ordinal);
        foreach (var (key, value) in AnnotationList.OfScope(inputs.Annotations, AnnotationList.IndexScope)) annotations[key] = value;
        return new IndexPlan(recipe.Definition.MediaType, [.. entries.Select(entry => new PlannedEntry(entry.Plan, entry.Platform))])
        {
            ImageSpec = inputs.ImageSpec,
            Annotations = annotations,
        };
    }

    private ManifestPlan EntryOf(IReadOnlyList<ITaskItem> files, ArtifactTypeDefinition definition) =>
        new PlanBuilder(inputs with { ArtifactType = definition.ManifestType, Files = files, PublishFolder = null }).Build();

    private static Platform PlatformOf(ITaskItem file, IndexRule rule, string title)
    {
        if (file.GetMetadata(ItemMetadata.Platform) is { Length: > 0 } given) return Setting.Platform($"Platform of the OciArtifactFile '{file.ItemSpec}'", given);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(file.ItemSpec));
        if (rule.Platform is not null && PlatformPattern.Find(rule.Platform, name) is { } platform) return platform;
        throw new OciException(
            OciErrorCode.InvalidSetting,
            $"Nothing says for which platform the OciArtifactFile '{file.ItemSpec}' is, and {title} has files for each. Set its Platform, for example to linux/amd64{(rule.Platform is null ? "" : $", or name it like {rule.Platform}")}.");
    }
}

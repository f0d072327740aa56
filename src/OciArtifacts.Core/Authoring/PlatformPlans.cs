using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// Plans one manifest; an index of the entries of the inputs; or an index with one manifest for the files of each platform, if the
/// type is always an index or if files have a platform.
/// </summary>
internal sealed class PlatformPlans(ArtifactInputs inputs, string artifactType, FilledType? type)
{
    /// <exception cref="OciException">The inputs do not fit the type, or the platform of a file is unknown.</exception>
    internal ArtifactPlan Build()
    {
        if (inputs.Entries.Count > 0)
        {
            return IndexOf(inputs.Entries, new PlanBuilder(inputs, artifactType, type).ManifestAnnotations());
        }

        if (type is not { Definition: { Index: { IsRequired: true } rule } definition })
        {
            // A type without a rule for an index has none.
            var isIndex = (type is null || type.Definition.Index is not null) && inputs.Files.Any(file => file.Platform is not null);
            return isIndex ? OfPlatforms() : new PlanBuilder(inputs, artifactType, type).Build();
        }

        var entries = inputs.Files
            .GroupBy(file => PlatformOf(file, rule, definition.Title))
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => (Platform: group.Key, Plan: EntryOf([.. group], definition)))
            .ToList();
        if (entries.Count == 0)
        {
            throw new OciException(
                OciErrorCode.FileNotFound, $"{definition.Title} has files for each platform, and there are none. Add them.")
            {
                Remedy = Remedy.File,
            };
        }

        return IndexOf([.. entries.Select(entry => new PlannedEntry(entry.Plan, entry.Platform))], entries[0].Plan.Annotations);
    }

    // Files without a platform are part of each manifest.
    private IndexPlan OfPlatforms()
    {
        var entries = inputs.Files
            .Select(file => file.Platform)
            .OfType<Platform>()
            .Distinct()
            .OrderBy(platform => platform.ToString(), StringComparer.Ordinal)
            .Select(platform => new PlannedEntry(PlanOf(platform), platform))
            .ToList();
        return IndexOf(entries, entries[0].Part.Plan!.Annotations);

        ManifestPlan PlanOf(Platform platform)
        {
            var files = inputs.Files.Where(file => file.Platform is null || file.Platform == platform);
            return new PlanBuilder(inputs with { Files = [.. files] }, artifactType, type).Build();
        }
    }

    // The annotations of the manifests describe the index too; the scope Index adds others or replaces them.
    private IndexPlan IndexOf(IReadOnlyList<PlannedEntry> entries, IReadOnlyDictionary<string, string> ofManifests)
    {
        var annotations = new Dictionary<string, string>(ofManifests, StringComparer.Ordinal);
        foreach (var (key, value) in AnnotationScopes.Of(inputs.Annotations, AnnotationScopes.Index)) annotations[key] = value;
        return new IndexPlan(artifactType, entries)
        {
            ImageSpec = ImageSpecs.Of(inputs.ImageSpec, type?.Definition),
            Annotations = annotations,
        };
    }

    private ManifestPlan EntryOf(IReadOnlyList<InputFile> files, ArtifactTypeDefinition definition) =>
        new PlanBuilder(inputs with { Files = files, Published = PublishedInput.None }, definition.ManifestType, type).Build();

    private static Platform PlatformOf(InputFile file, IndexRule rule, string title)
    {
        if (file.Platform is { } given) return given;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(file.Path));
        if (rule.Platform is not null && PlatformPattern.Find(rule.Platform, name) is { } platform) return platform;
        throw new OciException(
            OciErrorCode.InvalidSetting,
            $"Nothing says for which platform the {file.Label} is, and {title} has files for each. "
            + $"Set its Platform, for example to linux/amd64{(rule.Platform is null ? "" : $", or name it like {rule.Platform}")}.");
    }
}

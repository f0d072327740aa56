using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Types;

/// <summary>Plans the <c>OciArtifactReferrer</c> items: each is an artifact of one file, attached to that of the project.</summary>
/// <param name="types">The types that are known.</param>
/// <param name="artifact">The artifact of the project.</param>
internal sealed class ReferrerPlans(TypeReader types, PlanInputs artifact)
{
    /// <summary>What the project says.</summary>
    internal required ProjectValues Project { get; init; }

    /// <summary>Annotations that each gets, items: the date, which holds for all.</summary>
    internal required IReadOnlyList<ITaskItem> Annotations { get; init; }

    /// <summary>The form of manifests that the project sets, or empty.</summary>
    internal required string ImageSpec { get; init; }

    /// <exception cref="OciException">A file is not there, or nobody can tell what it is.</exception>
    internal async Task<IReadOnlyList<ReferrerPromise>> OfAsync(IEnumerable<ITaskItem> items, CancellationToken cancellation)
    {
        var plans = new List<ReferrerPromise>();
        foreach (var item in items) plans.Add(ReferrerPromise.Of(await OfAsync(item, cancellation).ConfigureAwait(false)));
        return plans;
    }

    private async Task<ManifestPlan> OfAsync(ITaskItem item, CancellationToken cancellation)
    {
        Check(item);
        var type = item.GetMetadata(ItemMetadata.ArtifactType);
        var definition = type.Length > 0 ? types.Find($"ArtifactType of the OciArtifactReferrer '{item.ItemSpec}'", type) : types.FindAttached(item.ItemSpec) ?? throw Unknown(item);
        var file = FileOf(item, definition);
        var values = Project with { Files = [file], ConfigFile = null };
        var recipe = definition is null ? null : await types.ReadAsync(definition, values, cancellation).ConfigureAwait(false);
        var plan = new PlanBuilder(artifact with
        {
            ArtifactType = definition?.MediaType ?? type,
            Recipe = recipe,
            ImageSpec = Setting.ImageSpec(ImageSpec, definition),
            PublishFolder = null,
            Files = [file],
            Layers = [],
            Annotations = [],
            DefaultAnnotations = Annotations,
            ConfigFile = null,
            ConfigMediaType = null,
        }).Build();
        var annotations = new Dictionary<string, string>(plan.Annotations, StringComparer.Ordinal);
        var given = AnnotationList.Parse(item.GetMetadata(ItemMetadata.Annotations));
        foreach (var (key, value) in given) annotations[key] = value;
        return plan with { Annotations = annotations, Layers = [.. plan.Layers.Select(layer => WithGiven(layer, definition, given))] };
    }

    // What the type wants of its layer can be said nowhere else.
    private static PlannedLayer WithGiven(PlannedLayer layer, ArtifactTypeDefinition? definition, IEnumerable<KeyValuePair<string, string>> given)
    {
        var wanted = definition?.Layers.FirstOrDefault(rule => rule.MediaTypes.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase))?.Annotations.Required ?? [];
        var annotations = new Dictionary<string, string>(layer.Annotations, StringComparer.Ordinal);
        foreach (var (key, value) in given.Where(pair => wanted.Contains(pair.Key, StringComparer.Ordinal))) annotations[key] = value;
        return layer with { Annotations = annotations };
    }

    private void Check(ITaskItem item)
    {
        var path = Path.GetFullPath(item.ItemSpec, artifact.ProjectDirectory);
        if (!File.Exists(path))
        {
            throw RegularFile.ProblemOfName(path) ?? new OciException(
                OciErrorCode.FileNotFound, $"The OciArtifactReferrer '{item.ItemSpec}' is no file that exists ({path}). Create it, or take it out of the project.");
        }

        if (item.GetMetadata(ItemMetadata.MediaType) is { Length: > 0 } mediaType) Setting.MediaTypeOf($"MediaType of the OciArtifactReferrer '{item.ItemSpec}'", mediaType);
    }

    // As a file of its own, of the media type that its name, or else its type, has.
    private static TaskItem FileOf(ITaskItem item, ArtifactTypeDefinition? definition)
    {
        var file = new TaskItem(item);
        foreach (var name in (string[])[ItemMetadata.ArtifactType, ItemMetadata.Annotations, ItemMetadata.Layer]) file.RemoveMetadata(name);
        var rule = definition?.Layers.FirstOrDefault(layer => NamePattern.MatchesFile(layer.Files, item.ItemSpec)) ?? (definition?.Layers is [var first, ..] ? first : null);
        if (rule is not null && file.GetMetadata(ItemMetadata.MediaType).Length == 0) file.SetMetadata(ItemMetadata.MediaType, rule.MediaTypes[0]);
        return file;
    }

    private OciException Unknown(ITaskItem item) => new(
        OciErrorCode.UnknownType,
        $"Nothing says what the OciArtifactReferrer '{item.ItemSpec}' is: it has no ArtifactType, and its name is that of no known type ({string.Join(", ", types.AttachedFiles)}). Set ArtifactType to an alias or a media type.");
}

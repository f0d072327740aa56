using Microsoft.Build.Framework;
using OciArtifacts.Build.Types;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>What cannot be seen of one item alone: names that clash, and names of what is not there.</summary>
internal static class PlanChecks
{
    // A title is the name of the file that a layer becomes: two of one title would overwrite each other wherever they are pulled.
    // Of a layer that its type has once, and with one title, the second is said to be too many later on.
    internal static void CheckTitles(IReadOnlyList<PlannedLayer> layers, TypeRecipe? recipe)
    {
        var twice = layers.GroupBy(layer => layer.Annotations[Annotations.Title], StringComparer.Ordinal)
            .FirstOrDefault(group => group.Skip(1).Any() && !(recipe?.RuleOfType(group.First().MediaType)?.Max < group.Count()));
        if (twice is null) return;
        throw new OciException(
            OciErrorCode.DuplicatePath,
            $"{string.Join(" and ", twice.Select(layer => $"'{(layer.Files is [var file, ..] ? file.SourcePath : layer.Name)}'"))} have the same title '{twice.Key}'. Give each of them a Title of its own, or a Layer.");
    }

    // An annotation of an index is accepted, and waits for an artifact that has one.
    internal static void CheckScopes(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<ITaskItem> annotations)
    {
        var known = layers.Select(layer => layer.Name).Concat(AnnotationList.OwnScopes).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = annotations.FirstOrDefault(item => !known.Contains(AnnotationList.ScopeOf(item)));
        if (unknown is null) return;
        throw new OciException(
            OciErrorCode.InvalidName,
            $"The OciArtifactAnnotation '{unknown.ItemSpec}' is for '{AnnotationList.ScopeOf(unknown)}', which this artifact does not have. It has: {string.Join(", ", known)}.{NearestName.Hint(AnnotationList.ScopeOf(unknown), known)}");
    }

    // What a project demands of itself: a pattern that fits nothing would else be silent.
    internal static void CheckRequired(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<ITaskItem> declared, IReadOnlyList<ITaskItem> files)
    {
        // A layer of cultures has several parts, and one that is no archive has the name of its file.
        bool IsThere(string name) => layers.Any(layer => (layer.Name == name || LayerNames.ClassOf(layer.Name) == name) && layer.Files.Count > 0)
            || files.Any(file => file.GetMetadata(ItemMetadata.Layer) == name && layers.Any(layer => layer.Format == LayerFormat.Raw && layer.Files.Any(planned => planned.SourcePath.EndsWith(Path.GetFileName(file.ItemSpec), StringComparison.Ordinal))));
        var missing = declared.FirstOrDefault(item => IsRequired(item) && !IsThere(item.ItemSpec));
        if (missing is null) return;
        throw new OciException(OciErrorCode.TypeMismatch, $"The OciArtifactLayer '{missing.ItemSpec}' is required, and no file is in it. Add an OciArtifactFile with Layer=\"{missing.ItemSpec}\", or mend the patterns that should give it files.");
    }

    internal static void CheckRequired(IReadOnlyDictionary<string, string> annotations, IReadOnlyList<ITaskItem> declared)
    {
        var missing = declared.FirstOrDefault(item => IsRequired(item) && AnnotationList.ScopeOf(item) == AnnotationList.ManifestScope && string.IsNullOrEmpty(annotations.GetValueOrDefault(item.ItemSpec)));
        if (missing is null) return;
        throw new OciException(OciErrorCode.MissingAnnotation, $"The OciArtifactAnnotation '{missing.ItemSpec}' is required, and has no Value. Set it, for example by a property of the project.");
    }

    private static bool IsRequired(ITaskItem item) =>
        item.GetMetadata(ItemMetadata.Required) is { Length: > 0 } value && Setting.Flag($"Required of '{item.ItemSpec}'", value);

    // A layer of publish output may be declared for projects that have none of it, patterns need not fit, and a folder may be empty; another name is a slip of the pen.
    internal static void CheckLayers(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<ITaskItem> declared, IReadOnlyList<ITaskItem> files)
    {
        foreach (var item in declared)
        {
            if (DeclaredLayers.Takes(item) || LayerNames.IsOfPublishOutput(item.ItemSpec) || layers.Any(layer => layer.Name == item.ItemSpec)) continue;
            if (files.Any(file => file.GetMetadata(ItemMetadata.Layer) == item.ItemSpec)) continue;
            throw new OciException(
                OciErrorCode.InvalidName,
                $"The OciArtifactLayer '{item.ItemSpec}' is no layer of this artifact. It has: {string.Join(", ", layers.Select(layer => layer.Name))}.{NearestName.Hint(item.ItemSpec, layers.Select(layer => layer.Name))}");
        }
    }
}

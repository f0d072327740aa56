using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

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
    internal static void CheckScopes(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<InputAnnotation> annotations)
    {
        var known = layers.Select(layer => layer.Name).Concat(AnnotationScopes.All).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = annotations.FirstOrDefault(item => !known.Contains(item.Scope));
        if (unknown is null) return;
        throw new OciException(
            OciErrorCode.InvalidName,
            $"The {unknown.Label} is for '{unknown.Scope}', which this artifact does not have. It has: {string.Join(", ", known)}.{NearestName.Hint(unknown.Scope, known)}");
    }

    // What a project demands of itself: a pattern that fits nothing would else be silent.
    internal static void CheckRequired(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<InputLayer> declared, IReadOnlyList<InputFile> files)
    {
        // A layer of cultures has several parts, and one that is no archive has the name of its file.
        bool IsThere(string name) => layers.Any(layer => (layer.Name == name || LayerNames.ClassOf(layer.Name) == name) && layer.Files.Count > 0)
            || files.Any(file => file.Layer == name && layers.Any(layer => layer.Format == LayerFormat.Raw && layer.Files.Any(planned => planned.SourcePath.EndsWith(Path.GetFileName(file.Path), StringComparison.Ordinal))));
        var missing = declared.FirstOrDefault(item => item.IsRequired && !IsThere(item.Name));
        if (missing is null) return;
        throw new OciException(
            OciErrorCode.TypeMismatch,
            $"The {missing.Label} is required, and no file is in it. Add a file with Layer=\"{missing.Name}\", or mend the patterns that should give it files.")
        {
            Remedy = Remedy.File,
        };
    }

    internal static void CheckRequired(IReadOnlyDictionary<string, string> annotations, IReadOnlyList<InputAnnotation> declared)
    {
        var missing = declared.FirstOrDefault(
            item => item.IsRequired && item.Scope == AnnotationScopes.Manifest && string.IsNullOrEmpty(annotations.GetValueOrDefault(item.Key)));
        if (missing is null) return;
        throw new OciException(OciErrorCode.MissingAnnotation, $"The {missing.Label} is required, and has no value. Set it.")
        {
            Remedy = Remedy.Annotation,
        };
    }

    // A layer of publish output may be declared for projects that have none of it, patterns need not fit, and a folder may be empty; another name is a slip of the pen.
    internal static void CheckLayers(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<InputLayer> declared, IReadOnlyList<InputFile> files)
    {
        foreach (var item in declared)
        {
            if (item.TakesByPattern || LayerNames.IsOfPublishOutput(item.Name) || layers.Any(layer => layer.Name == item.Name)) continue;
            if (files.Any(file => file.Layer == item.Name)) continue;
            throw new OciException(
                OciErrorCode.InvalidName,
                $"The {item.Label} is no layer of this artifact. It has: {string.Join(", ", layers.Select(layer => layer.Name))}.{NearestName.Hint(item.Name, layers.Select(layer => layer.Name))}");
        }
    }
}

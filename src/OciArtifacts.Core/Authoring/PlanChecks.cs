using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Checks that need all layers of a plan: clashing titles, unknown names, and missing required parts.</summary>
internal static class PlanChecks
{
    /// <summary>Checks that each layer has its own title: a client that pulls two layers with one title overwrites a file.</summary>
    /// <remarks>A type that permits fewer such layers gets the error of its own check, which is clearer.</remarks>
    /// <exception cref="OciException">Two layers have the same title (<see cref="OciErrorCode.DuplicatePath"/>).</exception>
    internal static void CheckTitles(IReadOnlyList<PlannedLayer> layers, FilledType? type)
    {
        var twice = layers.GroupBy(layer => layer.Annotations[Annotations.Title], StringComparer.Ordinal)
            .FirstOrDefault(group => group.Skip(1).Any() && !(type?.RuleOfType(group.First().MediaType)?.Max < group.Count()));
        if (twice is null) return;
        var sources = twice.Select(layer => $"'{(layer.Files is [var file, ..] ? file.SourcePath : layer.Name)}'");
        throw new OciException(
            OciErrorCode.DuplicatePath,
            $"{string.Join(" and ", sources)} have the same title '{twice.Key}'. Give each its own title, or pack them into one layer.")
        {
            Remedy = Remedy.LayerFile,
        };
    }

    /// <summary>Checks that each annotation belongs to a part of the artifact. <c>Index</c> is allowed also without an index.</summary>
    /// <exception cref="OciException">The scope of an annotation is unknown (<see cref="OciErrorCode.InvalidName"/>).</exception>
    internal static void CheckScopes(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<InputAnnotation> annotations)
    {
        var known = layers.Select(layer => layer.Name).Concat(AnnotationScopes.All).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = annotations.FirstOrDefault(annotation => !known.Contains(annotation.Scope));
        if (unknown is null) return;
        throw new OciException(
            OciErrorCode.InvalidName,
            $"The {unknown.Label} is for '{unknown.Scope}', which this artifact does not have. "
            + $"It has: {string.Join(", ", known)}.{NearestName.Hint(unknown.Scope, known)}");
    }

    /// <summary>Checks that each required layer has a file.</summary>
    /// <param name="layers">The planned layers.</param>
    /// <param name="inputs">The inputs, with the declared layers.</param>
    /// <param name="files">The files of the inputs, with the files of expanded folders.</param>
    /// <exception cref="OciException">A required layer has no file (<see cref="OciErrorCode.TypeMismatch"/>).</exception>
    internal static void CheckRequired(IReadOnlyList<PlannedLayer> layers, ArtifactInputs inputs, IReadOnlyList<InputFile> files)
    {
        // A raw layer has the name of its file, so the file says which layer it belongs to.
        var rawFiles = layers.Where(layer => layer.Format == LayerFormat.Raw)
            .SelectMany(layer => layer.Files)
            .Select(file => file.SourcePath)
            .ToHashSet(StringComparer.Ordinal);
        bool HasRawFile(string name) => files.Any(file => file.Layer == name && rawFiles.Contains(FullPathOf(file, inputs)));
        bool HasArchive(string name) =>
            layers.Any(layer => (layer.Name == name || LayerNames.ClassOf(layer.Name) == name) && layer.Files.Count > 0);

        var missing = inputs.Layers.FirstOrDefault(layer => layer.IsRequired && !HasArchive(layer.Name) && !HasRawFile(layer.Name));
        if (missing is null) return;
        throw new OciException(
            OciErrorCode.TypeMismatch,
            $"The {missing.Label} is required, and no file is in it. "
            + $"Add a file to the layer '{missing.Name}', or correct the patterns that should give it files.")
        {
            Remedy = Remedy.LayerFile,
        };
    }

    /// <summary>Checks that each required annotation of the manifest has a value.</summary>
    /// <exception cref="OciException">A value is missing (<see cref="OciErrorCode.MissingAnnotation"/>).</exception>
    internal static void CheckRequired(IReadOnlyDictionary<string, string> annotations, IReadOnlyList<InputAnnotation> declared)
    {
        var missing = declared.FirstOrDefault(annotation => annotation.IsRequired
            && annotation.Scope.Equals(AnnotationScopes.Manifest, StringComparison.OrdinalIgnoreCase)
            && string.IsNullOrEmpty(annotations.GetValueOrDefault(annotation.Key)));
        if (missing is null) return;
        throw new OciException(OciErrorCode.MissingAnnotation, $"The {missing.Label} is required, and has no value. Set it.")
        {
            Remedy = Remedy.Annotation,
        };
    }

    /// <summary>
    /// Checks that each declared layer is a layer of the artifact. A layer of publish output, a layer with patterns and a
    /// layer with an empty folder may be absent; any other absent name is a spelling mistake.
    /// </summary>
    /// <exception cref="OciException">The artifact has no such layer (<see cref="OciErrorCode.InvalidName"/>).</exception>
    internal static void CheckLayers(IReadOnlyList<PlannedLayer> layers, IReadOnlyList<InputLayer> declared, IReadOnlyList<InputFile> files)
    {
        var names = layers.Select(layer => layer.Name).ToList();
        var unknown = declared.FirstOrDefault(layer => !layer.TakesByPattern
            && !LayerNames.IsOfPublishOutput(layer.Name)
            && !names.Contains(layer.Name, StringComparer.Ordinal)
            && files.All(file => file.Layer != layer.Name));
        if (unknown is null) return;
        throw new OciException(
            OciErrorCode.InvalidName,
            $"The {unknown.Label} is no layer of this artifact. "
            + $"It has: {string.Join(", ", names)}.{NearestName.Hint(unknown.Name, names)}");
    }

    private static string FullPathOf(InputFile file, ArtifactInputs inputs) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(file.Path, inputs.BaseDirectory));
}

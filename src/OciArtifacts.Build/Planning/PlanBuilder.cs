using System.Text.Json;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>Makes the plan of an artifact from what a project says: everything before the plan is here, everything behind it in the core.</summary>
internal sealed class PlanBuilder(PlanInputs inputs)
{
    private readonly LayerMediaTypes _mediaTypes = new(inputs.ArtifactType, inputs.GenericLayerTypes);

    internal ArtifactPlan Build()
    {
        var folders = new FolderFiles(inputs.OwnPaths);
        var files = inputs.PublishFolder?.Read(folders) ?? [];
        var cut = inputs.Layering == Layering.Provenance
            ? ProvenanceLayers.Cut(files).ToList()
            : [(LayerNames.App, files)];
        if (inputs.Layering == Layering.PerFile || files.Count == 0) cut = [];

        var content = new ContentFiles(inputs.ProjectDirectory, inputs.Defaults, folders);
        var archives = cut.SelectMany(layer => layer.Files.Select(file => (layer.Layer, Archived(file))))
            .Concat(content.InLayers(inputs.Files))
            .ToList();
        var alone = inputs.Layering == Layering.PerFile ? files.OrderBy(file => file.RelativePath, StringComparer.Ordinal).Select(FileLayer) : [];
        IReadOnlyList<PlannedLayer> layers = [.. Archives(archives).Concat(alone).Concat(content.Alone(inputs.Files)).Select(WithAnnotations)];
        PlanChecks.CheckTitles(layers);
        PlanChecks.CheckScopes(layers, inputs.Annotations);
        PlanChecks.CheckLayers(layers, inputs.Layers, inputs.Files);
        return new ArtifactPlan(inputs.ArtifactType, layers)
        {
            ImageSpec = inputs.ImageSpec,
            Config = Config(cut),
            ConfigAnnotations = AnnotationList.OfScope(inputs.Annotations, AnnotationList.ConfigScope),
            Annotations = ManifestAnnotations(),
            EntryTime = inputs.EntryTime,
        };
    }

    private static PlannedFile Archived(PublishedFile file) =>
        new(file.Path, file.RelativePath) { IsFromPackage = file.PackageId.Length > 0 };

    private static PlannedLayer FileLayer(PublishedFile file) =>
        new(file.RelativePath, MediaType.OctetStream, LayerFormat.Raw, [new PlannedFile(file.Path, file.RelativePath)])
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = file.RelativePath },
        };

    private IEnumerable<PlannedLayer> Archives(IEnumerable<(string Layer, PlannedFile File)> files) => files
        .GroupBy(file => file.Layer, file => file.File, StringComparer.Ordinal)
        .OrderBy(group => LayerNames.PositionOf(group.Key))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => Archive(group.Key, [.. group]));

    private PlannedLayer Archive(string name, IReadOnlyList<PlannedFile> files)
    {
        var declared = inputs.Layers.LastOrDefault(item => item.ItemSpec == name);
        var compression = declared?.GetMetadata(ItemMetadata.Compression) is { Length: > 0 } value
            ? Setting.Compression($"Compression of the OciArtifactLayer '{name}'", value)
            : inputs.Defaults.Compression;
        var type = declared?.GetMetadata(ItemMetadata.MediaType) is { Length: > 0 } given
            ? given
            : _mediaTypes.Of(name, compression);
        var extension = compression == LayerCompression.Gzip ? "tar.gz" : "tar";
        return new PlannedLayer(name, Setting.MediaTypeOf($"MediaType of the layer '{name}'", type), LayerFormat.Tar, files)
        {
            Compression = compression,
            Level = inputs.Defaults.Level,
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = $"{inputs.Name}.{name}.{extension}" },
        };
    }

    private PlannedLayer WithAnnotations(PlannedLayer layer)
    {
        var own = AnnotationList.OfScope(inputs.Annotations, layer.Name);
        return own.Count == 0 ? layer : layer with { Annotations = Merge(layer.Annotations, own) };
    }

    // A default that has no value is none, and the project takes one away by giving it no value. Other annotations may be empty.
    private IReadOnlyDictionary<string, string> ManifestAnnotations()
    {
        var defaults = AnnotationList.OfScope(inputs.DefaultAnnotations, AnnotationList.ManifestScope);
        var all = Merge(defaults, AnnotationList.OfScope(inputs.Annotations, AnnotationList.ManifestScope));
        foreach (var key in defaults.Keys.Where(key => all[key].Length == 0)) all.Remove(key);
        return all;
    }

    private static Dictionary<string, string> Merge(
        IEnumerable<KeyValuePair<string, string>> first, IEnumerable<KeyValuePair<string, string>> second)
    {
        var all = new Dictionary<string, string>(first, StringComparer.Ordinal);
        foreach (var (key, value) in second) all[key] = value;
        return all;
    }

    private PlannedConfig? Config(IReadOnlyList<(string Layer, IReadOnlyList<PublishedFile> Files)> layers)
    {
        if (inputs.ConfigFile is not null)
        {
            var bytes = ReadConfig(inputs.ConfigFile);
            return new PlannedConfig(ConfigMediaType(), bytes);
        }

        if (inputs.ArtifactType != DotnetAppType.ArtifactType || inputs.PublishFolder is null) return null;
        var config = inputs.App with { Layers = DotnetAppConfig.LayersOf(layers) };
        return new PlannedConfig(DotnetAppType.ConfigMediaType, JsonSerializer.SerializeToUtf8Bytes(config, BuildJson.Compact.DotnetAppConfig));
    }

    // In the form of 1.0 the config has the artifact type.
    private string ConfigMediaType()
    {
        if (inputs.ImageSpec == ImageSpecVersion.V1_0) return inputs.ArtifactType;
        return inputs.ConfigMediaType ?? throw new OciException(
            OciErrorCode.InvalidConfig,
            $"OciArtifactConfigFile is '{inputs.ConfigFile}', but OciArtifactConfigMediaType does not say what it is. Set it, for example to application/vnd.contoso.widget.config.v1+json.");
    }

    private static byte[] ReadConfig(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException(OciErrorCode.FileNotFound, $"OciArtifactConfigFile is '{path}', which does not exist.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"OciArtifactConfigFile is '{path}', which cannot be read: {problem.Message}", problem);
        }
    }
}

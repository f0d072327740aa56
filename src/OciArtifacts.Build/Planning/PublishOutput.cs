using System.Text.Json;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Divides the publish folder into layers, by the origin of each file or by the layers of the project.
/// </summary>
/// <param name="folder">The publish folder.</param>
/// <param name="layering">How the files are divided.</param>
/// <param name="declared">The layers of the project that select published files.</param>
internal sealed class PublishOutput(PublishFolder folder, Layering layering, DeclaredLayers declared)
{
    /// <summary>How to run the app. <see cref="Read"/> adds the layers.</summary>
    internal required DotnetAppConfig App { get; init; }

    /// <summary>The copies that replace files with the time of the build in them.</summary>
    internal required DatedCopies Copies { get; init; }

    /// <summary>The files that <see cref="Read"/> found; <see langword="null"/> where the output is not read.</summary>
    internal IReadOnlyList<PublishedFile>? Files { get; private set; }

    /// <summary>The output as an input of the artifact.</summary>
    /// <exception cref="Core.OciException">A folder or a file cannot be read.</exception>
    internal PublishedInput Read(ArtifactInputs inputs, FilledType? type)
    {
        Files = [.. folder.Read(inputs.Folders).Select(file => Copies.Of(file, inputs.TrackInput))];
        var (archives, alone) = Cut(Files, type);
        var app = App with { Layers = DotnetAppConfig.LayersOf(archives, new LayerOrder(inputs.Layers)) };
        return new PublishedInput(
            [.. archives.SelectMany(layer => layer.Files.Select(file => (layer.Layer, file.Archived())))],
            [.. alone.Select(file => (file.Path, file.RelativePath))])
        {
            App = JsonSerializer.SerializeToNode(app, BuildJson.Compact.DotnetAppConfig),
        };
    }

    private (IReadOnlyList<(string Layer, IReadOnlyList<PublishedFile> Files)> Archives, IReadOnlyList<PublishedFile> Alone) Cut(
        IReadOnlyList<PublishedFile> files, FilledType? type)
    {
        if (type is { TakesAppLayers: false } && type.Definition.PublishOutput.Count > 0)
        {
            return ([], [.. files.Where(file => type.TakesPublishedFile(file.RelativePath))]);
        }

        if (layering == Layering.Provenance) return ([.. ProvenanceLayers.Cut(files, declared)], []);
        var otherwise = layering == Layering.Single ? LayerNames.App : "";
        var byLayer = files.ToLookup(file => declared.LayerOf(file) ?? otherwise, StringComparer.Ordinal);
        var archives = byLayer.Where(group => group.Key.Length > 0).Select(group => (group.Key, (IReadOnlyList<PublishedFile>)[.. group]));
        return ([.. archives], [.. byLayer[""]]);
    }
}

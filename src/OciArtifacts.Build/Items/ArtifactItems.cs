using Microsoft.Build.Framework;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Items;

/// <summary>Reads the items that a project declares for its artifact.</summary>
internal static class ArtifactItems
{
    /// <summary>The metadata that are read of <c>OciArtifactFile</c> and <c>OciArtifactReferrer</c>.</summary>
    internal static readonly string[] OfFiles =
    [
        ItemMetadata.Layer, ItemMetadata.MediaType, ItemMetadata.TargetPath, ItemMetadata.Title, ItemMetadata.Compression,
        ItemMetadata.Annotations, ItemMetadata.Platform, ItemMetadata.RecursiveDir, ItemMetadata.ArtifactType, ItemMetadata.DefaultExcludes,
    ];

    /// <summary>The metadata that are read of <c>OciArtifactReferrer</c>.</summary>
    internal static readonly string[] OfReferrers = [.. OfFiles, ItemMetadata.Of, ItemMetadata.Producer];

    /// <summary>The metadata that are read of <c>OciArtifactLayer</c>.</summary>
    internal static readonly string[] OfLayers =
    [
        ItemMetadata.MediaType, ItemMetadata.Compression, ItemMetadata.Order, ItemMetadata.Files, ItemMetadata.Packages,
        ItemMetadata.Required,
    ];

    /// <summary>The metadata that are read of <c>OciArtifactAnnotation</c>.</summary>
    internal static readonly string[] OfAnnotations = [ItemMetadata.Value, ItemMetadata.Scope, ItemMetadata.Required];

    /// <summary>The metadata that are read of a part of an index.</summary>
    internal static readonly string[] OfParts =
        [ItemMetadata.Digest, ItemMetadata.RuntimeIdentifier, ItemMetadata.TargetFramework, ItemMetadata.Platform];

    /// <summary>A part of an index: an inner build, or an <c>OciArtifactIndexEntry</c>.</summary>
    /// <param name="item">The item.</param>
    /// <param name="folder">The folder of the project, an absolute path: relative paths are below it.</param>
    /// <exception cref="Core.OciException">The platform has a value that it cannot have.</exception>
    internal static PartSource Part(ITaskItem item, string folder)
    {
        var isFile = System.IO.File.Exists(PathOf(item, folder));
        if (!isFile && (item.ItemSpec.Contains("://", StringComparison.Ordinal) || RegistrySettings.HasUserInfo(item.ItemSpec)))
        {
            // An address may hold a password, so the message does not show it.
            throw new Core.OciException(
                Core.OciErrorCode.InvalidPart,
                "An OciArtifactIndexEntry is an address with a scheme or with user info, and is not shown. "
                    + "Write a report file, or registry/repository@digest.");
        }

        var platform = item.GetMetadata(ItemMetadata.Platform);
        var isReference = Reference.TryParse(item.ItemSpec, out _) && !isFile;
        return new PartSource(
            isReference ? item.ItemSpec : PathOf(item, folder),
            item.GetMetadata(ItemMetadata.RuntimeIdentifier),
            item.GetMetadata(ItemMetadata.TargetFramework),
            platform.Length > 0 ? Setting.Platform($"Platform of the OciArtifactIndexEntry '{item.ItemSpec}'", platform) : null)
        {
            Digest = item.GetMetadata(ItemMetadata.Digest),
        };
    }

    /// <summary>An <c>OciArtifactFile</c>.</summary>
    /// <exception cref="Core.OciException">A metadata has a value that it cannot have.</exception>
    internal static InputFile File(ITaskItem item) => File(item, "OciArtifactFile") with
    {
        Annotations = AnnotationText.Parse(item.GetMetadata(ItemMetadata.Annotations)),
    };

    /// <summary>An <c>OciArtifactReferrer</c>.</summary>
    /// <exception cref="Core.OciException">A metadata has a value that it cannot have.</exception>
    internal static InputReferrer Referrer(ITaskItem item) => new(File(item, "OciArtifactReferrer"))
    {
        ArtifactType = item.GetMetadata(ItemMetadata.ArtifactType),
        Selector = Setting.Selector($"Of of the OciArtifactReferrer '{item.ItemSpec}'", item.GetMetadata(ItemMetadata.Of)),
        Annotations = AnnotationsOf(item),
    };

    /// <summary>An <c>OciArtifactLayer</c>.</summary>
    /// <exception cref="Core.OciException">A metadata has a value that it cannot have.</exception>
    internal static InputLayer Layer(ITaskItem item) => new(item.ItemSpec)
    {
        MediaType = item.GetMetadata(ItemMetadata.MediaType),
        Compression = Compression(item, $"Compression of the OciArtifactLayer '{item.ItemSpec}'"),
        Order = item.GetMetadata(ItemMetadata.Order) is { Length: > 0 } order ? Setting.Order(item.ItemSpec, order) : null,
        IsRequired = IsRequired(item),
        TakesByPattern = Pattern(item) is not null,
        Label = $"OciArtifactLayer '{item.ItemSpec}'",
    };

    /// <summary>
    /// The patterns of an <c>OciArtifactLayer</c> for published files, or <see langword="null"/> where it has none.
    /// </summary>
    internal static LayerPattern? Pattern(ITaskItem item)
    {
        var files = Setting.Parts([item.GetMetadata(ItemMetadata.Files)]);
        var packages = Setting.Parts([item.GetMetadata(ItemMetadata.Packages)]);
        return files.Count + packages.Count == 0 ? null : new LayerPattern(item.ItemSpec, files, packages);
    }

    /// <summary>An <c>OciArtifactAnnotation</c>.</summary>
    /// <exception cref="Core.OciException">A metadata has a value that it cannot have.</exception>
    internal static InputAnnotation Annotation(ITaskItem item)
    {
        var annotation = new InputAnnotation(item.ItemSpec, item.GetMetadata(ItemMetadata.Value))
        {
            IsRequired = IsRequired(item),
            Label = $"OciArtifactAnnotation '{item.ItemSpec}'",
        };
        return item.GetMetadata(ItemMetadata.Scope) is { Length: > 0 } scope ? annotation with { Scope = scope } : annotation;
    }

    /// <summary>The name of an <c>OciArtifactLayer</c>.</summary>
    internal static string NameOf(ITaskItem item) => item.ItemSpec;

    /// <summary>An <c>OciArtifactFile</c> with the name of its layer, or with an empty text.</summary>
    internal static (string File, string Layer) LayerOf(ITaskItem item) => (item.ItemSpec, item.GetMetadata(ItemMetadata.Layer));

    /// <summary>The path of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="folder">The folder of the project, an absolute path: relative paths are below it.</param>
    internal static string PathOf(ITaskItem item, string folder) => Path.GetFullPath(item.ItemSpec, folder);

    private static IReadOnlyDictionary<string, string> AnnotationsOf(ITaskItem item)
    {
        var given = AnnotationText.Parse(item.GetMetadata(ItemMetadata.Annotations));
        if (item.GetMetadata(ItemMetadata.Producer) is not { Length: > 0 } producer) return given;
        return new Dictionary<string, string>(given, StringComparer.Ordinal) { [Annotations.Producer] = producer };
    }

    private static InputFile File(ITaskItem item, string type)
    {
        var label = $"{type} '{item.ItemSpec}'";
        var target = item.GetMetadata(ItemMetadata.TargetPath);
        return new InputFile(item.ItemSpec)
        {
            Layer = item.GetMetadata(ItemMetadata.Layer),
            MediaType = item.GetMetadata(ItemMetadata.MediaType),
            TargetPath = target.Length > 0 ? target : item.GetMetadata(ItemMetadata.Title),
            Compression = Compression(item, $"Compression of the {label}"),
            Platform = item.GetMetadata(ItemMetadata.Platform) is { Length: > 0 } platform
                ? Setting.Platform($"Platform of the {label}", platform)
                : null,
            TakesAll = item.GetMetadata(ItemMetadata.DefaultExcludes) is { Length: > 0 } excludes
                && !Setting.Flag($"DefaultExcludes of the {label}", excludes),
            WildcardFolder = item.GetMetadata(ItemMetadata.RecursiveDir),
            Label = label,
        };
    }

    private static LayerCompression? Compression(ITaskItem item, string setting) =>
        item.GetMetadata(ItemMetadata.Compression) is { Length: > 0 } value ? Setting.Compression(setting, value) : null;

    private static bool IsRequired(ITaskItem item) =>
        item.GetMetadata(ItemMetadata.Required) is { Length: > 0 } value && Setting.Flag($"Required of '{item.ItemSpec}'", value);
}

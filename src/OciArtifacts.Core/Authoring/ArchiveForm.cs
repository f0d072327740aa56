using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>How an archive is written: as the type has it, else as its layer is declared, else as the project has it.</summary>
/// <param name="Format">Tar or zip.</param>
/// <param name="Compression">The compression of a tar.</param>
/// <param name="MediaType">Its media type, where the type or the layer says.</param>
internal sealed record ArchiveForm(LayerFormat Format, LayerCompression Compression, string? MediaType)
{
    /// <summary>What its title ends with.</summary>
    internal string Extension => (Format, Compression) switch
    {
        (LayerFormat.Zip, _) => "zip",
        (_, LayerCompression.Gzip) => "tar.gz",
        (_, LayerCompression.Zstd) => "tar.zst",
        _ => "tar",
    };

    /// <exception cref="OciException">The declaration wants what the type does not have.</exception>
    internal static ArchiveForm Of(string name, InputLayer? declared, LayerRule? rule, LayerDefaults defaults, IReadOnlyList<PlannedFile> files)
    {
        var otherwise = defaults.IsChosen ? defaults.Compression
            : files.Count > 0 && CompressedFiles.AreAll(files) ? LayerCompression.None
            : FirstOf(rule) ?? defaults.Compression;
        var compression = declared?.Compression;
        var mediaType = declared?.MediaType is { Length: > 0 } given ? given : null;
        return rule?.Format switch
        {
            null or ContentFormat.Any => new ArchiveForm(LayerFormat.Tar, compression ?? otherwise, mediaType ?? TypeFor(rule, compression ?? otherwise)),
            ContentFormat.Zip => Fixed(LayerFormat.Zip, LayerCompression.None),
            ContentFormat.Tar => Fixed(LayerFormat.Tar, LayerCompression.None),
            ContentFormat.TarZstd => Fixed(LayerFormat.Tar, LayerCompression.Zstd),
            _ => Fixed(LayerFormat.Tar, LayerCompression.Gzip),
        };

        ArchiveForm Fixed(LayerFormat format, LayerCompression own) => compression is null || compression == own
            ? new ArchiveForm(format, own, mediaType ?? rule.MediaTypes[0])
            : throw new OciException(OciErrorCode.InvalidSetting, $"The {declared!.Label} has a compression that its type does not have. Take it out.");
    }

    // The first archive that the type names is what its readers know.
    private static LayerCompression? FirstOf(LayerRule? rule) =>
        rule?.MediaTypes.FirstOrDefault(type => type.Contains(".tar", StringComparison.Ordinal)) is not { } first ? null
        : Enum.GetValues<LayerCompression>().Cast<LayerCompression?>().FirstOrDefault(compression => first.EndsWith($"tar{LayerMediaTypes.EndingOf(compression!.Value)}", StringComparison.OrdinalIgnoreCase));

    // A layer that may be written in several ways has a media type for each, also for a file as it is.
    private static string? TypeFor(LayerRule? rule, LayerCompression compression) => rule?.MediaTypes.FirstOrDefault(
        type => type.EndsWith($"tar{LayerMediaTypes.EndingOf(compression)}", StringComparison.OrdinalIgnoreCase)) ?? rule?.MediaTypes[0];
}

using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>The form of an archive. The artifact type decides; then the declared layer; then the defaults of the artifact.</summary>
/// <param name="Format">Tar or zip.</param>
/// <param name="Compression">The compression of a tar.</param>
/// <param name="MediaType">The media type from the type or the declared layer; <see langword="null"/> if neither has one.</param>
internal sealed record ArchiveForm(LayerFormat Format, LayerCompression Compression, string? MediaType)
{
    /// <summary>The extension of the archive's title, without the first dot.</summary>
    internal string Extension => (Format, Compression) switch
    {
        (LayerFormat.Zip, _) => "zip",
        (_, LayerCompression.Gzip) => "tar.gz",
        (_, LayerCompression.Zstd) => "tar.zst",
        _ => "tar",
    };

    /// <exception cref="OciException">
    /// The declared layer has a compression that the type does not permit (<see cref="OciErrorCode.InvalidSetting"/>).
    /// </exception>
    internal static ArchiveForm Of(InputLayer? declared, LayerRule? rule, LayerDefaults defaults, IReadOnlyList<PlannedFile> files) =>
        rule?.Format switch
        {
            null or ContentFormat.Any => Chosen(declared, rule, declared?.Compression ?? DefaultFor(rule, defaults, files)),
            ContentFormat.Zip => Fixed(declared, rule, LayerFormat.Zip, LayerCompression.None),
            ContentFormat.Tar => Fixed(declared, rule, LayerFormat.Tar, LayerCompression.None),
            ContentFormat.TarZstd => Fixed(declared, rule, LayerFormat.Tar, LayerCompression.Zstd),
            _ => Fixed(declared, rule, LayerFormat.Tar, LayerCompression.Gzip),
        };

    private static ArchiveForm Chosen(InputLayer? declared, LayerRule? rule, LayerCompression compression) =>
        new(LayerFormat.Tar, compression, MediaTypeOf(declared) ?? MediaTypeFor(rule, compression));

    private static ArchiveForm Fixed(InputLayer? declared, LayerRule rule, LayerFormat format, LayerCompression compression)
    {
        if (declared?.Compression is { } chosen && chosen != compression)
        {
            throw new OciException(
                OciErrorCode.InvalidSetting, $"The {declared.Label} has a compression that its type does not have. Take it out.");
        }

        return new ArchiveForm(format, compression, MediaTypeOf(declared) ?? rule.MediaTypes[0]);
    }

    private static LayerCompression DefaultFor(LayerRule? rule, LayerDefaults defaults, IReadOnlyList<PlannedFile> files)
    {
        if (defaults.IsChosen) return defaults.Compression;
        return CompressedFiles.AreAll(files) ? LayerCompression.None : FirstCompressionOf(rule) ?? defaults.Compression;
    }

    private static string? MediaTypeOf(InputLayer? declared) => declared?.MediaType is { Length: > 0 } mediaType ? mediaType : null;

    // All consumers of a type know the first archive that the type lists.
    private static LayerCompression? FirstCompressionOf(LayerRule? rule)
    {
        if (rule?.MediaTypes.FirstOrDefault(type => type.Contains(".tar", StringComparison.Ordinal)) is not { } first) return null;
        return Enum.GetValues<LayerCompression>()
            .Cast<LayerCompression?>()
            .FirstOrDefault(compression => IsTarOf(first, compression!.Value));
    }

    // A layer of any format has a media type for each compression of an archive, and may have one for a single file.
    private static string? MediaTypeFor(LayerRule? rule, LayerCompression compression) =>
        rule?.MediaTypes.FirstOrDefault(type => IsTarOf(type, compression)) ?? rule?.MediaTypes[0];

    private static bool IsTarOf(string mediaType, LayerCompression compression) =>
        mediaType.EndsWith($"tar{LayerMediaTypes.EndingOf(compression)}", StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using System.IO.Compression;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.Items;

/// <summary>
/// Reads the values of settings. A value that a setting cannot have is an error that names the setting and its values.
/// </summary>
internal static class Setting
{
    internal static LayerCompression Compression(string name, string value) => value.ToLowerInvariant() switch
    {
        "none" => LayerCompression.None,
        "gzip" => LayerCompression.Gzip,
        "zstd" => LayerCompression.Zstd,
        _ => throw Invalid(name, value, "none, gzip, zstd"),
    };

    internal static CompressionLevel Level(string value) => value.ToLowerInvariant() switch
    {
        "fastest" => CompressionLevel.Fastest,
        "optimal" => CompressionLevel.Optimal,
        "smallestsize" => CompressionLevel.SmallestSize,
        _ => throw Invalid("OciArtifactCompressionLevel", value, "Fastest, Optimal, SmallestSize"),
    };

    internal static Layering Layering(string value) => value.ToLowerInvariant() switch
    {
        "provenance" => Planning.Layering.Provenance,
        "single" => Planning.Layering.Single,
        "perfile" => Planning.Layering.PerFile,
        _ => throw Invalid("OciArtifactLayering", value, "Provenance, Single, PerFile"),
    };

    /// <summary>The form of the manifest; <see langword="null"/> for the form that the artifact type has.</summary>
    internal static ImageSpecVersion? ImageSpec(string value) => value switch
    {
        "" => null,
        "1.1" => ImageSpecVersion.V1_1,
        "1.0" => ImageSpecVersion.V1_0,
        _ => throw Invalid("OciArtifactImageSpec", value, "1.1, 1.0"),
    };

    internal static int Order(string layer, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order) ? order : throw new OciException(
            OciErrorCode.InvalidSetting,
            $"Order of the OciArtifactLayer '{layer}' is '{value}', but has to be a whole number. "
                + $"The layers of publish output have {LayerNames.Positions}.");

    internal static bool Flag(string name, string value) => value.ToLowerInvariant() switch
    {
        // The words that conditions of MSBuild accept as a boolean.
        "true" or "on" or "yes" => true,
        "false" or "off" or "no" or "" => false,
        _ => throw Invalid(name, value, "true, false"),
    };

    /// <summary>The parts of a list. An escaped semicolon, as on a command line, separates parts too.</summary>
    internal static IReadOnlyList<string> Parts(IEnumerable<string> values) =>
        [.. values.SelectMany(value => value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    internal static int Count(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new OciException(OciErrorCode.InvalidSetting, $"{name} is '{value}', but has to be a number from 1 on.");

    internal static long Bytes(string name, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw new OciException(OciErrorCode.InvalidSetting, $"{name} is '{value}', but has to be a number of bytes from 1 on.");

    internal static TagPolicy TagPolicy(string value) => value.ToLowerInvariant() switch
    {
        "override" => Core.Content.TagPolicy.Override,
        "fail" => Core.Content.TagPolicy.Fail,
        "skip" => Core.Content.TagPolicy.Skip,
        _ => throw Invalid("OciArtifactTagPolicy", value, "Override, Fail, Skip"),
    };

    internal static ReferrerSelector Selector(string name, string value) => value.ToLowerInvariant() switch
    {
        // The targets give the referrers of the image to the task that attaches them to it.
        "" or "artifact" or "container" => ReferrerSelector.Root,
        "entries" => ReferrerSelector.Entries,
        _ => throw Invalid(name, value, "Artifact, Entries, Container"),
    };

    /// <summary>The formats of SBOMs, each once and in the order in which they are made.</summary>
    internal static IReadOnlyList<SbomFormat> Sbom(string value)
    {
        var names = SbomFormat.All.Select(format => format.Name).ToList();
        var wanted = Parts([value]);
        var unknown = wanted.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null) throw Invalid("OciArtifactSbom", unknown, string.Join(", ", names));
        return [.. SbomFormat.All.Where(format => wanted.Contains(format.Name, StringComparer.OrdinalIgnoreCase))];
    }

    internal static Platform Platform(string name, string value) =>
        value.Split('/') is [{ Length: > 0 } os, { Length: > 0 } architecture, .. var rest] && rest is [] or [{ Length: > 0 }]
            ? new Platform(architecture, os) { Variant = rest.FirstOrDefault() }
            : throw new OciException(
                OciErrorCode.InvalidSetting,
                $"{name} is '{value}', but has to be os/architecture or os/architecture/variant, for example linux/amd64.");

    internal static string TagOf(string value) => Tag.IsValid(value)
        ? value
        : throw new OciException(
            OciErrorCode.InvalidTag,
            $"'{value}' in OciArtifactTags is no tag. Use at most 128 of a-z, A-Z, 0-9, _ . - and begin with a letter, a digit or _; "
                + "several tags are parted by ;");

    internal static OciException Invalid(string name, string value, string allowed) =>
        new(
            OciErrorCode.InvalidSetting,
            $"{name} is '{value}', but can only be one of: {allowed}.{NearestName.Hint(value, allowed.Split(", "))}");
}

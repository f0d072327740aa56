using System.Text;
using System.Text.Json;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Model;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>The config: in the format that its media type ends with, and of the schema that its type has.</summary>
internal static class ConfigCheck
{
    internal static IReadOnlyList<Finding> Check(Descriptor config, byte[] bytes, ConfigRule? rule)
    {
        if (rule is { IsBlank: true })
        {
            return bytes.Length == 0 ? [] : [Error($"The config has {bytes.Length} bytes, but its type '{config.MediaType}' wants none. Take OciArtifactConfigFile out.")];
        }

        var format = FormatSniffer.OfMediaType(config.MediaType);
        if (format != ContentFormat.Json && rule?.Schema is null) return IsOf(format, bytes) ? [] : [NotOf(config, LayerText.Of(format), "")];
        try
        {
            using var document = JsonDocument.Parse(bytes);
        }
        catch (JsonException problem)
        {
            return [NotOf(config, LayerText.Of(ContentFormat.Json), $" (line {problem.LineNumber + 1})")];
        }

        return rule?.Schema is null
            ? []
            : [.. ConfigSchema.Problems(rule.Schema.ToJsonString(), bytes).Select(problem => Error($"The config does not fit the schema of '{config.MediaType}': {problem}"))];
    }

    private static bool IsOf(ContentFormat format, byte[] bytes) =>
        FormatSniffer.Fits(format, bytes.AsSpan(0, Math.Min(bytes.Length, FormatSniffer.Length))) && (format != ContentFormat.Yaml || IsYaml(bytes));

    // A method of its own, so that the reader of YAML is loaded by YAML only.
    private static bool IsYaml(byte[] bytes)
    {
        try
        {
            YamlText.Read(Encoding.UTF8.GetString(bytes));
            return true;
        }
        catch (YamlException)
        {
            return false;
        }
    }

    private static Finding NotOf(Descriptor config, string format, string where) =>
        Error($"The config has the media type '{config.MediaType}', but is no {format}{where}. Mend it, or name the type that it is.");

    private static Finding Error(string message) => new(OciErrorCode.ConfigMismatch, FindingSeverity.Error, message);
}

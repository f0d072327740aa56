using System.Text;
using System.Text.Json;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Model;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Checks that the config has the format that its media type names, and fits the schema of its type.</summary>
internal static class ConfigCheck
{
    /// <summary>Checks a config.</summary>
    /// <param name="config">The descriptor of the config.</param>
    /// <param name="bytes">The config.</param>
    /// <param name="rule">The rule of the type, if it is known.</param>
    internal static IReadOnlyList<Finding> Check(Descriptor config, byte[] bytes, ConfigRule? rule)
    {
        if (rule is { IsBlank: true })
        {
            if (bytes.Length == 0) return [];
            var message = $"The config has {bytes.Length} bytes, but its type '{config.MediaType}' wants none. Take the config file out.";
            return [Error(message, Remedy.ConfigFile)];
        }

        var format = FormatSniffer.OfMediaType(config.MediaType);
        if (format != ContentFormat.Json && rule?.Schema is null) return HasFormat(format, bytes) ? [] : [WrongFormat(config, format)];
        try
        {
            using var document = JsonDocument.Parse(bytes);
        }
        catch (JsonException problem)
        {
            return [WrongFormat(config, ContentFormat.Json, $" (line {problem.LineNumber + 1})")];
        }

        return rule?.Schema is null
            ? []
            : [.. ConfigSchema.Problems(rule.Schema.ToJsonString(), bytes)
                .Select(problem => Error($"The config does not fit the schema of '{config.MediaType}': {problem}"))];
    }

    private static bool HasFormat(ContentFormat format, byte[] bytes) =>
        FormatSniffer.Fits(format, bytes.AsSpan(0, Math.Min(bytes.Length, FormatSniffer.Length)))
            && (format != ContentFormat.Yaml || IsYaml(bytes));

    // The only method that names YamlDotNet, so that the assembly is loaded only for YAML.
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

    private static Finding WrongFormat(Descriptor config, ContentFormat format, string where = "") => Error(
        $"The config has the media type '{config.MediaType}', but is no {LayerText.Of(format)}{where}. Correct it, "
        + "or name the type that it is.");

    private static Finding Error(string message, Remedy remedy = Remedy.None) =>
        new(OciErrorCode.ConfigMismatch, FindingSeverity.Error, message) { Remedy = remedy };
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads which versions of Falco and of plugins a Falco rules file needs, as the config of its artifact has them
/// (falcosecurity/falcoctl, cmd/registry/push).
/// </summary>
internal static class FalcoFacts
{
    /// <summary>
    /// Reads the entries <c>required_engine_version</c> and <c>required_plugin_versions</c>. Of several entries the
    /// first counts.
    /// </summary>
    /// <returns>An object with <c>requirements</c> and <c>dependencies</c>, if the file has them.</returns>
    /// <exception cref="OciException">
    /// The file is not a list of mappings, or a version is invalid (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal static JsonObject Read(string path)
    {
        if (MetadataFile.ReadAny(path) is not JsonArray entries || !entries.All(entry => entry is JsonObject))
        {
            throw Invalid(path, "it is no list of rules, macros and lists");
        }

        var values = new JsonObject();
        if (First(entries, "required_engine_version") is { } engine)
        {
            values["requirements"] = new JsonArray(
                new JsonObject { ["name"] = "engine_version_semver", ["version"] = VersionOf(engine, path) });
        }

        if (First(entries, "required_plugin_versions") is JsonArray plugins) values["dependencies"] = plugins.DeepClone();
        return values;
    }

    private static JsonNode? First(JsonArray entries, string name) =>
        entries.OfType<JsonObject>().Select(entry => entry[name]).FirstOrDefault(value => value is not null);

    // Old files have a number n, which is the version 0.n.0.
    private static string VersionOf(JsonNode engine, string path)
    {
        if (engine.GetValueKind() == JsonValueKind.Number && engine.AsValue().TryGetValue<long>(out var number))
        {
            return string.Create(CultureInfo.InvariantCulture, $"0.{number}.0");
        }

        return engine.GetValueKind() == JsonValueKind.String && NuGet.Versioning.SemanticVersion.TryParse(engine.GetValue<string>(), out _)
            ? engine.GetValue<string>()
            : throw Invalid(
                path, $"its required_engine_version is {engine.ToJsonString()}, which is neither a whole number nor a version like 0.26.0");
    }

    private static OciException Invalid(string path, string problem) =>
        new(OciErrorCode.InvalidMetadata, $"'{path}' is no rules file of Falco: {problem}. Correct it.");
}

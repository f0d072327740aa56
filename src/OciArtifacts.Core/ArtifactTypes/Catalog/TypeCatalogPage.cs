using System.Globalization;
using System.Text;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Catalog;

/// <summary>Writes the catalogue as a page of documentation, in Markdown.</summary>
/// <param name="catalog">The catalogue.</param>
internal sealed class TypeCatalogPage(ArtifactTypeCatalog catalog)
{
    /// <summary>A table of all types, and a section for each type.</summary>
    internal string ToMarkdown()
    {
        var text = new StringBuilder("| `OciArtifactType` | what | type |\n|---|---|---|\n");
        var all = catalog.Definitions.OrderBy(definition => definition.Alias ?? definition.MediaType, StringComparer.Ordinal).ToList();
        foreach (var definition in all)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{definition.Alias ?? definition.MediaType}` | [{definition.Title}](#{Anchor(definition.Title)}) | "
                + $"`{definition.MediaType}` |\n");
        }

        foreach (var definition in all) Append(text, definition);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ArtifactTypeDefinition definition)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {definition.Title}\n\n{definition.Description}");
        if (definition.Specification is { } specification)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" [Specification]({specification}){(definition.SpecificationVersion is { } version ? $", {version}" : "")}.");
        }

        if (definition.Tools.Count > 0)
        {
            text.Append(" Read by ").AppendJoin(", ", definition.Tools.Select(tool => $"[{tool.Title}]({tool.Url})")).Append('.');
        }

        text.Append("\n\n| | media type | how many | format | files |\n|---|---|---|---|---|\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"| config | {CodeList(definition.Config?.MediaTypes ?? [MediaType.Empty])} | 1 | {ConfigForm(definition.Config)} | |\n");
        foreach (var layer in definition.Layers)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{layer.Name}` | {CodeList(layer.MediaTypes)} | {Count(layer)} | {Form(layer)} | "
                + $"{CodeList(layer.Files)} |\n");
        }

        text.Append('\n').AppendJoin(' ', Rules(definition)).Append('\n');
    }

    private static IEnumerable<string> Rules(ArtifactTypeDefinition definition) =>
        [.. TypeRules(definition), .. FileRules(definition), .. RequiredParts(definition)];

    private static IEnumerable<string> TypeRules(ArtifactTypeDefinition definition)
    {
        yield return PlaceOfType(definition);
        if (definition.Index is { IsRequired: true } index)
        {
            var names = index.Platform is null ? "" : $", which the names of files say (`{index.Platform}`)";
            yield return $"An index joins one manifest a platform{names}.";
        }

        if (definition.Metadata is { } metadata)
        {
            var archives = definition.Layers.Any(IsPackedArchive) ? ", in an archive that is packed already too" : "";
            yield return $"`{metadata}` says what it is{archives}.";
        }

        if (definition.Repository is { } repository) yield return $"The last part of the repository is `{repository}`.";
        if (definition.Tags.Version is { } version) yield return $"The tag is `{version}`, `_` for `+`.";
        if (definition.Tags.IsVersion) yield return "One tag has to be a version.";
        if (definition.Tags.Cascade) yield return "A release gets the shorter tags too.";
        if (definition.Subject == SubjectRule.Required) yield return "It is attached to another artifact: `OciArtifactReferrer`.";
        if (definition.PublishOutput.Count > 0) yield return $"Of publish output it takes {CodeList(definition.PublishOutput)}.";
        if (definition.IsImage) yield return "Its config is that of an image, so that it is found by its alias alone.";
        if (definition.FormerAliases.Count > 0) yield return $"Its former alias is {CodeList(definition.FormerAliases)}.";
    }

    private static string PlaceOfType(ArtifactTypeDefinition definition)
    {
        if (definition.ArtifactType is null) return "The type is the media type of its config (the form of image-spec 1.0).";
        return definition.ManifestType == definition.MediaType
            ? "The type is the `artifactType` of its manifest."
            : $"The type is the `artifactType` of its index; its manifests have `{definition.ManifestType}`.";
    }

    private static IEnumerable<string> FileRules(ArtifactTypeDefinition definition)
    {
        if (definition.TakesFolders) yield return "A folder stands for its files, a layer each.";
        foreach (var layer in definition.Layers.Where(layer => layer.ArchivedFiles.Count > 0))
        {
            yield return $"A file {CodeList(layer.ArchivedFiles)} becomes an archive of its own, the layer `{layer.Name}`.";
        }

        foreach (var layer in definition.Layers.Where(layer => layer.Entries.Count > 0))
        {
            yield return $"Of a folder the layer `{layer.Name}` takes {CodeList(layer.Entries)}.";
        }

        foreach (var layer in definition.Layers)
        {
            string[] ignored =
            [
                .. layer.Ignore.Count > 0 ? [CodeList(layer.Ignore)] : (string[])[],
                .. layer.IgnoreFile is { } file ? [$"what `{file}` names"] : (string[])[],
            ];
            if (ignored.Length > 0) yield return $"Of a folder stays out {string.Join(", and ", ignored)}.";
        }

        if (definition.Source is { } source) yield return $"Its rules are those of {source}.";
    }

    private static IEnumerable<string> RequiredParts(ArtifactTypeDefinition definition)
    {
        if (definition.Annotations.Required.Count > 0) yield return $"The manifest needs {CodeList(definition.Annotations.Required)}.";
        foreach (var layer in definition.Layers.Where(layer => layer.RequiredEntries.Count > 0))
        {
            var files = layer.RequiredEntries.Select(entry => $"`{entry.Replace("|", "` or `", StringComparison.Ordinal)}`");
            yield return $"In the layer `{layer.Name}` there is {string.Join(" and ", files)}.";
        }

        foreach (var layer in definition.Layers.Where(layer => layer.LargestEntry is not null))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"A file in the layer `{layer.Name}` has at most {layer.LargestEntry} bytes.");
        }

        foreach (var layer in definition.Layers.Where(layer => layer.Annotations.Required.Count > 0))
        {
            yield return $"The layer `{layer.Name}` needs {CodeList(layer.Annotations.Required)}.";
        }
    }

    private static bool IsPackedArchive(LayerRule layer) =>
        layer.Files.Count > 0 && layer.Format is ContentFormat.Tar or ContentFormat.TarGzip or ContentFormat.Zip;

    private static string CodeList(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"`{text}`"));

    private static string ConfigForm(ConfigRule? config) => config switch
    {
        null => "empty",
        { IsBlank: true } => "no bytes",
        { Schema: not null } => "JSON, by a schema",
        _ => "JSON",
    };

    private static string Form(LayerRule layer) => layer.Format switch
    {
        ContentFormat.Any => "",
        ContentFormat.TarGzip => "tar+gzip",
        ContentFormat.TarZstd => "tar+zstd",
        var format => format.ToString().ToLowerInvariant(),
    };

    private static string Count(LayerRule layer) => (layer.Min, layer.Max) switch
    {
        (0, null) => "any",
        (var min, null) => string.Create(CultureInfo.InvariantCulture, $"{min} or more"),
        (var min, { } max) when min == max => string.Create(CultureInfo.InvariantCulture, $"{min}"),
        (var min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
    };

    private static string Anchor(string title) =>
        string.Concat(title.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-').Select(c => c == ' ' ? '-' : c));
}

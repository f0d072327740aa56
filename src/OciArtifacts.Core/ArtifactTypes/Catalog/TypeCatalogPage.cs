using System.Globalization;
using System.Text;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Catalog;

/// <summary>The catalogue as Markdown, for people.</summary>
/// <param name="catalog">The catalogue.</param>
internal sealed class TypeCatalogPage(ArtifactTypeCatalog catalog)
{
    /// <summary>A table of all types, and a section each.</summary>
    internal string ToMarkdown()
    {
        var text = new StringBuilder("| `OciArtifactType` | what | type |\n|---|---|---|\n");
        var all = catalog.Definitions.OrderBy(definition => definition.Alias ?? definition.MediaType, StringComparer.Ordinal).ToList();
        foreach (var definition in all)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{definition.Alias ?? definition.MediaType}` | [{definition.Title}](#{Anchor(definition.Title)}) | `{definition.MediaType}` |\n");
        }

        foreach (var definition in all) Append(text, definition);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ArtifactTypeDefinition definition)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {definition.Title}\n\n{definition.Description}");
        if (definition.Specification is { } specification) text.Append(CultureInfo.InvariantCulture, $" [Specification]({specification}){(definition.SpecificationVersion is { } version ? $", {version}" : "")}.");
        if (definition.Tools.Count > 0) text.Append(" Read by ").AppendJoin(", ", definition.Tools.Select(tool => $"[{tool.Title}]({tool.Url})")).Append('.');
        text.Append("\n\n| | media type | how many | format | files |\n|---|---|---|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| config | {Types(definition.Config?.MediaTypes ?? [MediaType.Empty])} | 1 | {ConfigForm(definition.Config)} | |\n");
        foreach (var layer in definition.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{layer.Name}` | {Types(layer.MediaTypes)} | {Count(layer)} | {Form(layer)} | {string.Join(", ", layer.Files.Select(pattern => $"`{pattern}`"))} |\n");
        }

        text.Append('\n').AppendJoin(' ', Rules(definition)).Append('\n');
    }

    private static IEnumerable<string> Rules(ArtifactTypeDefinition definition)
    {
        yield return definition.ArtifactType is null
            ? "The type is the media type of its config (the form of image-spec 1.0)."
            : definition.ManifestType != definition.MediaType ? $"The type is the `artifactType` of its index; its manifests have `{definition.ManifestType}`."
            : "The type is the `artifactType` of its manifest.";
        if (definition.Index is { IsRequired: true } index) yield return $"An index joins one manifest a platform{(index.Platform is null ? "" : $", which the names of files say (`{index.Platform}`)")}.";
        if (definition.Metadata is { } metadata) yield return $"`{metadata}` says what it is{(definition.Layers.Any(IsReadyArchive) ? ", in an archive that is packed already too" : "")}.";
        if (definition.Repository is { } repository) yield return $"The last part of the repository is `{repository}`.";
        if (definition.Tags.Version is { } version) yield return $"The tag is `{version}`, `_` for `+`.";
        if (definition.Tags.IsVersion) yield return "One tag has to be a version.";
        if (definition.Tags.Cascade) yield return "A release gets the shorter tags too.";
        if (definition.Subject == SubjectRule.Required) yield return "It is attached to another artifact: `OciArtifactReferrer`.";
        if (definition.PublishOutput.Count > 0) yield return $"Of publish output it takes {string.Join(", ", definition.PublishOutput.Select(pattern => $"`{pattern}`"))}.";
        if (definition.IsImage) yield return "Its config is that of an image, so that it is found by its alias alone.";
        if (definition.FormerAliases.Count > 0) yield return $"Its former alias is {Types(definition.FormerAliases)}.";
        if (definition.TakesFolders) yield return "A folder stands for its files, a layer each.";
        foreach (var layer in definition.Layers.Where(layer => layer.ArchivedFiles.Count > 0)) yield return $"A file {Types(layer.ArchivedFiles)} becomes an archive of its own, the layer `{layer.Name}`.";
        foreach (var layer in definition.Layers.Where(layer => layer.Entries.Count > 0)) yield return $"Of a folder the layer `{layer.Name}` takes {Types(layer.Entries)}.";
        foreach (var layer in definition.Layers.Where(layer => layer.IgnoreFile is not null || layer.Ignore.Count > 0))
        {
            var names = layer.Ignore.Count > 0 ? Types(layer.Ignore) : "";
            yield return $"Of a folder stays out{(names.Length > 0 ? $" {names}" : "")}{(layer.IgnoreFile is { } file ? $"{(names.Length > 0 ? ", and" : "")} what `{file}` names" : "")}.";
        }

        if (definition.Source is { } source) yield return $"Its rules are those of {source}.";
        if (definition.Annotations.Required.Count > 0) yield return $"The manifest needs {Types(definition.Annotations.Required)}.";
        foreach (var layer in definition.Layers.Where(layer => layer.RequiredEntries.Count > 0)) yield return $"In the layer `{layer.Name}` there is {string.Join(" and ", layer.RequiredEntries.Select(entry => $"`{entry.Replace("|", "` or `", StringComparison.Ordinal)}`"))}.";
        foreach (var layer in definition.Layers.Where(layer => layer.LargestEntry is not null)) yield return string.Create(CultureInfo.InvariantCulture, $"A file in the layer `{layer.Name}` has at most {layer.LargestEntry} bytes.");
        foreach (var layer in definition.Layers.Where(layer => layer.Annotations.Required.Count > 0)) yield return $"The layer `{layer.Name}` needs {Types(layer.Annotations.Required)}.";
    }

    private static bool IsReadyArchive(LayerRule layer) => layer.Files.Count > 0 && layer.Format is ContentFormat.Tar or ContentFormat.TarGzip or ContentFormat.Zip;

    private static string Types(IEnumerable<string> types) => string.Join(", ", types.Select(type => $"`{type}`"));

    private static string ConfigForm(ConfigRule? config) => config switch
    {
        null => "empty",
        { IsBlank: true } => "no bytes",
        { Schema: not null } => "JSON, by a schema",
        _ => "JSON",
    };

    private static string Form(LayerRule layer) => layer.Format == ContentFormat.Any ? "" : layer.Format.ToString().ToLowerInvariant() switch
    {
        "targzip" => "tar+gzip",
        "tarzstd" => "tar+zstd",
        var name => name,
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

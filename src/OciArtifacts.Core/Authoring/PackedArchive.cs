using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>An archive that a project has packed already, and that becomes a layer as it is: it says itself what it is.</summary>
/// <param name="Path">Where it is, an absolute path.</param>
/// <param name="Rule">The layer that it becomes.</param>
internal sealed record PackedArchive(string Path, LayerRule Rule)
{
    /// <summary>The first archive of the first layer of the type that is one; <see langword="null"/> for a type that reads no file, and where the project has none.</summary>
    internal static PackedArchive? Find(ArtifactTypeDefinition definition, ArtifactInputs inputs)
    {
        if (definition.Metadata is null) return null;
        var recipe = new TypeRecipe(definition, []);
        var archives = inputs.Files
            .Select(item => (Path: System.IO.Path.GetFullPath(item.Path, inputs.BaseDirectory), Rule: RuleOf(item, recipe)))
            .Where(file => file.Rule is not null && File.Exists(file.Path))
            .ToList();
        return definition.Layers.Select(rule => archives.Find(file => file.Rule == rule)).FirstOrDefault(file => file.Rule is not null) is ({ } path, { } found) ? new PackedArchive(path, found) : null;
    }

    /// <summary>The layer whose bytes a file is, where these are an archive; a file that is put into a layer is none.</summary>
    internal static LayerRule? RuleOf(InputFile item, TypeRecipe recipe)
    {
        if (item.Layer.Length > 0) return null;
        var rule = item.MediaType is { Length: > 0 } type ? recipe.RuleOfType(type) : recipe.RuleOfFile(item.Path);
        return rule is not null && TypeRecipe.IsArchive(rule) ? rule : null;
    }

    /// <summary>The archives of the type that may have the file that says what it is, for messages.</summary>
    internal static string WaysFor(ArtifactTypeDefinition definition) =>
        string.Concat(definition.Layers.Where(TypeRecipe.IsArchive).SelectMany(rule => rule.Files).Take(1).Select(pattern => $"an archive {pattern} that has it, "));

    /// <summary>What the file in it says.</summary>
    /// <exception cref="OciException">It is not there, or not understood.</exception>
    internal JsonObject MetadataOf(ArchiveContents contents, ArtifactTypeDefinition definition)
    {
        var place = Rule.Root is null or "" or "." ? "at its top" : "in the folder at its top";
        return contents.FindMetadata(definition.Metadata!, Rule, definition.Config?.Schema) ?? throw new OciException(
            OciErrorCode.InvalidMetadata, $"{definition.Title} says what it is in {definition.Metadata}, and '{Path}' has none {place}. Build it again, or give the layer another file.");
    }

    /// <summary>Refuses a NuGet package that is another one than the project says. The name of the project is the default of <c>PackageId</c>, and says nothing.</summary>
    /// <exception cref="OciException">It is another one (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    internal void CheckPackage(JsonObject metadata, ArtifactInputs inputs)
    {
        if (!Path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) || metadata["id"]?.ToString() is not { } id) return;
        if (inputs.PackageId.Length == 0 || inputs.PackageId.Equals(id, StringComparison.OrdinalIgnoreCase) || RepositoryName.Normalize(inputs.PackageId) == inputs.Name) return;
        throw new OciException(
            OciErrorCode.InvalidMetadata, $"PackageId is '{inputs.PackageId}', and '{Path}' is the package '{id}'. Give the artifact the package of that name, or take the package id out.");
    }
}

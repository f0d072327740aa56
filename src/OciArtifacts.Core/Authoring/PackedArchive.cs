using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>An archive that is already packed, becomes a layer unchanged, and contains the file that describes the artifact.</summary>
/// <param name="Path">The archive, an absolute path.</param>
/// <param name="Rule">The layer that it becomes.</param>
internal sealed record PackedArchive(string Path, LayerRule Rule)
{
    /// <summary>Finds the first archive of the first layer of the type that has one.</summary>
    /// <returns><see langword="null"/> if the type reads no metadata, or if no file is such an archive.</returns>
    internal static PackedArchive? Find(ArtifactTypeDefinition definition, ArtifactInputs inputs)
    {
        if (definition.Metadata is null) return null;
        var type = new FilledType(definition, []);
        var archives = inputs.Files
            .Select(file => (Path: System.IO.Path.GetFullPath(file.Path, inputs.BaseDirectory), Rule: RuleOf(file, type)))
            .Where(archive => archive.Rule is not null && File.Exists(archive.Path))
            .ToList();
        return definition.Layers
            .SelectMany(rule => archives.Where(archive => archive.Rule == rule))
            .Select(archive => new PackedArchive(archive.Path, archive.Rule!))
            .FirstOrDefault();
    }

    /// <summary>The layer that an archive becomes unchanged.</summary>
    /// <returns><see langword="null"/> for a file that is not an archive of the type, or that goes into a layer.</returns>
    internal static LayerRule? RuleOf(InputFile file, FilledType type)
    {
        if (file.Layer.Length > 0) return null;
        var rule = file.MediaType is { Length: > 0 } mediaType ? type.RuleOfType(mediaType) : type.RuleOfFile(file.Path);
        return rule is not null && FilledType.IsArchive(rule) ? rule : null;
    }

    /// <summary>The part of a message that proposes an archive which contains the metadata; empty for a type without one.</summary>
    internal static string HintOf(ArtifactTypeDefinition definition) => string.Concat(definition.Layers
        .Where(FilledType.IsArchive)
        .SelectMany(rule => rule.Files)
        .Take(1)
        .Select(pattern => $"an archive {pattern} that has it, "));

    /// <summary>The error for an archive without the file that describes the artifact.</summary>
    internal OciException WithoutMetadata(ArtifactTypeDefinition definition)
    {
        var place = Rule.Root is null or "" or "." ? "at its top" : "in the folder at its top";
        return new OciException(
            OciErrorCode.InvalidMetadata,
            $"{definition.Title} says what it is in {definition.Metadata}, and '{Path}' has none {place}. "
            + "Build it again, or give the layer another file.");
    }

    /// <summary>
    /// Checks that a NuGet package has the package id of the inputs. A package id that is only the default, the name of
    /// the artifact, is not compared.
    /// </summary>
    /// <exception cref="OciException">The ids differ (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    internal void CheckPackage(JsonObject metadata, ArtifactInputs inputs)
    {
        if (!Path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) || metadata["id"]?.ToString() is not { } id) return;
        var given = inputs.PackageId;
        if (given.Length == 0 || given.Equals(id, StringComparison.OrdinalIgnoreCase)) return;
        if (RepositoryName.Normalize(given) == inputs.Name) return;
        throw new OciException(
            OciErrorCode.InvalidMetadata,
            $"PackageId is '{given}', and '{Path}' is the package '{id}'. "
            + "Give the artifact the package of that name, or take the package id out.");
    }
}

using NuGet.Versioning;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>The repository and the tags of an artifact, as its consumers look for them.</summary>
internal static class DestinationCheck
{
    /// <summary>Checks where an artifact goes.</summary>
    /// <param name="definition">Its type.</param>
    /// <param name="own">
    /// What the last part of the repository's name has to be, if the type says so, and the version that a file of the artifact says, if one does: a project's version is its own to change.
    /// </param>
    /// <param name="repository">The repository.</param>
    /// <param name="tags">The tags.</param>
    internal static IEnumerable<Finding> Check(ArtifactTypeDefinition definition, (string? Name, string? Version) own, string repository, IReadOnlyList<string> tags)
    {
        if (own.Name is { } name && !repository.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase) && !repository.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            yield return Error($"The repository is '{repository}', but {definition.Title} is looked for in one whose last part is its name '{name}'. Set OciArtifactRepository to it, for example team/{name}.");
        }

        foreach (var problem in own.Version is { } version ? OfVersion(definition, version, tags) : OfAny(definition, tags)) yield return Error(problem);
    }

    private static IEnumerable<string> OfVersion(ArtifactTypeDefinition definition, string version, IReadOnlyList<string> tags)
    {
        var file = definition.Metadata ?? "the file that says what it is";
        if (definition.Tags.IsVersion && !IsVersion(version))
        {
            yield return $"{definition.Title} is looked for by its version, and that in {file} is '{version}', which is no semantic version. Write one like 1.2.3 there.";
            yield break;
        }

        var others = tags.Where(tag => (IsVersion(tag) || HasFourParts(tag)) && !AreSame(tag, version)).ToList();
        foreach (var other in others)
        {
            yield return $"The tag '{other}' is a version, but that of the {definition.Title} is '{version}' ({file}), and whoever looks for one finds the other. Take the tag out of OciArtifactTags, or change the version in {file}.";
        }

        if (definition.Tags.IsVersion && others.Count == 0 && !tags.Contains(Tag.FromVersion(version), StringComparer.Ordinal))
        {
            yield return $"{definition.Title} is looked for by its version '{version}' ({file}), and no tag is {Tag.FromVersion(version)}: {string.Join(", ", tags)}. Add that to OciArtifactTags, or leave OciArtifactTags out.";
        }
    }

    private static IEnumerable<string> OfAny(ArtifactTypeDefinition definition, IReadOnlyList<string> tags)
    {
        if (definition.Tags.IsVersion && !tags.Any(IsVersion))
        {
            yield return $"{definition.Title} is looked for by its version, and no tag is one: {string.Join(", ", tags)}. Set OciArtifactTags to a semantic version like 1.2.3, or leave it out.";
        }
        else if (definition.Tags.IsExact && !tags.Any(IsExact))
        {
            yield return $"{definition.Title} is looked for by its version as text, with three numbers and no v before them, and no tag is written so: {string.Join(", ", tags)}. Set OciArtifactTags to one like 1.2.3.";
        }
    }

    private static bool IsExact(string tag) => SemanticVersion.TryParse(tag.Replace('_', '+'), out var version) && version.ToFullString() == tag.Replace('_', '+');

    private static bool IsVersion(string text) => SemanticVersion.TryParse(Bare(text), out _);

    // As NuGet has them: 1.2.3.4.
    private static bool HasFourParts(string tag) => NuGetVersion.TryParse(Bare(tag), out var version) && version.IsLegacyVersion;

    // Builds of one version are one version to whoever looks for it.
    private static bool AreSame(string tag, string version) => NuGetVersion.TryParse(Bare(version), out var one) && NuGetVersion.TryParse(Bare(tag), out var other)
        ? one == other
        : Tag.FromVersion(version) == tag;

    // A tag cannot have the + of a version, so _ stands for it.
    private static string Bare(string text) => (text.StartsWith('v') ? text[1..] : text).Replace('_', '+');

    private static Finding Error(string message) => new(OciErrorCode.PlaceMismatch, FindingSeverity.Error, message);
}

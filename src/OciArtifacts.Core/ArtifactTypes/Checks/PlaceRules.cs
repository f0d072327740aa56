using NuGet.Versioning;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>The repository and the tags of an artifact, as its consumers look for them.</summary>
public static class PlaceRules
{
    /// <summary>Checks where an artifact goes.</summary>
    /// <param name="definition">Its type.</param>
    /// <param name="name">What the last part of the repository's name has to be, if the type says so.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="tags">The tags.</param>
    public static IEnumerable<Finding> Check(ArtifactTypeDefinition definition, string? name, string repository, IReadOnlyList<string> tags)
    {
        if (name is not null && !repository.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase) && !repository.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            yield return Error($"The repository is '{repository}', but {definition.Title} is looked for in one whose last part is its name '{name}'. Set OciArtifactRepository to it, for example team/{name}.");
        }

        if (definition.Tags.IsVersion && !tags.Any(IsVersion))
        {
            yield return Error($"{definition.Title} is looked for by its version, and no tag is one: {string.Join(", ", tags)}. Set OciArtifactTags to a semantic version like 1.2.3, or leave it out.");
        }
        else if (definition.Tags.IsExact && !tags.Any(IsExact))
        {
            yield return Error($"{definition.Title} is looked for by its version as text, with three numbers and no v before them, and no tag is written so: {string.Join(", ", tags)}. Set OciArtifactTags to one like 1.2.3.");
        }
    }

    private static bool IsExact(string tag) => SemanticVersion.TryParse(tag.Replace('_', '+'), out var version) && version.ToFullString() == tag.Replace('_', '+');

    // A tag cannot have the + of a version, so _ stands for it.
    private static bool IsVersion(string tag) => SemanticVersion.TryParse((tag.StartsWith('v') ? tag[1..] : tag).Replace('_', '+'), out _);

    private static Finding Error(string message) => new(OciErrorCode.PlaceMismatch, FindingWeight.Error, message);
}

using NuGet.Versioning;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Checks that consumers of a type can find an artifact by its repository and its tags.</summary>
internal static class DestinationCheck
{
    /// <summary>Checks the repository and the tags of an artifact.</summary>
    /// <param name="definition">The type of the artifact.</param>
    /// <param name="own">
    /// The name that the last part of the repository has to be, if the type requires one, and the version that a file
    /// of the artifact states, if one does. The version of the project is not meant: a user can change that one.
    /// </param>
    /// <param name="repository">The repository.</param>
    /// <param name="tags">The tags.</param>
    /// <returns>One error for each problem; empty if consumers find the artifact.</returns>
    internal static IEnumerable<Finding> Check(
        ArtifactTypeDefinition definition, (string? Name, string? Version) own, string repository, IReadOnlyList<string> tags)
    {
        if (own.Name is { } name && !EndsWithPart(repository, name))
        {
            yield return Error(
                $"The repository is '{repository}', but {definition.Title} is looked for in one whose last part is its name '{name}', "
                + $"for example team/{name}.",
                Remedy.Repository);
        }

        var problems = own.Version is { } version ? ProblemsOfVersion(definition, version, tags) : ProblemsOfTags(definition, tags);
        foreach (var (problem, remedy) in problems) yield return Error(problem, remedy);
    }

    private static bool EndsWithPart(string repository, string name) =>
        repository.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase) || repository.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Problem, Remedy Remedy)> ProblemsOfVersion(
        ArtifactTypeDefinition definition, string version, IReadOnlyList<string> tags)
    {
        var file = definition.Metadata ?? "the file that says what it is";
        if (definition.Tags.IsVersion && !IsVersion(version))
        {
            yield return (
                $"{definition.Title} is looked for by its version, and that in {file} is '{version}', which is no semantic version. "
                + "Write one like 1.2.3 there.",
                Remedy.None);
            yield break;
        }

        var others = tags.Where(tag => (IsVersion(tag) || HasFourParts(tag)) && !AreSame(tag, version)).ToList();
        foreach (var other in others)
        {
            yield return (
                $"The tag '{other}' is a version, but that of the {definition.Title} is '{version}' ({file}): "
                + $"a consumer that asks for one version would get the other. Take the tag out, or change the version in {file}.",
                Remedy.Tags);
        }

        var tagOfVersion = Tag.FromVersion(version);
        if (definition.Tags.IsVersion && others.Count == 0 && !tags.Contains(tagOfVersion, StringComparer.Ordinal))
        {
            yield return (
                $"{definition.Title} is looked for by its version '{version}' ({file}), and no tag is {tagOfVersion}: "
                + $"{string.Join(", ", tags)}. Add that tag, or leave the tags out.",
                Remedy.Tags);
        }
    }

    private static IEnumerable<(string Problem, Remedy Remedy)> ProblemsOfTags(
        ArtifactTypeDefinition definition, IReadOnlyList<string> tags)
    {
        if (definition.Tags.IsVersion && !tags.Any(IsVersion))
        {
            yield return (
                $"{definition.Title} is looked for by its version, and no tag is one: {string.Join(", ", tags)}. "
                + "Add a semantic version like 1.2.3, or leave the tags out.",
                Remedy.Tags);
        }
        else if (definition.Tags.IsExact && !tags.Any(IsExact))
        {
            yield return (
                $"{definition.Title} is looked for by its version as text, with three numbers and no v before them, "
                + $"and no tag is written so: {string.Join(", ", tags)}. Add one like 1.2.3.",
                Remedy.Tags);
        }
    }

    private static bool IsExact(string tag)
    {
        var text = tag.Replace('_', '+');
        return SemanticVersion.TryParse(text, out var version) && version.ToFullString() == text;
    }

    private static bool IsVersion(string text) => SemanticVersion.TryParse(VersionText(text), out _);

    // Versions of NuGet may have four parts: 1.2.3.4.
    private static bool HasFourParts(string tag) => NuGetVersion.TryParse(VersionText(tag), out var version) && version.IsLegacyVersion;

    // Consumers do not distinguish builds of one version.
    private static bool AreSame(string tag, string version) =>
        NuGetVersion.TryParse(VersionText(version), out var one) && NuGetVersion.TryParse(VersionText(tag), out var other)
            ? one == other
            : Tag.FromVersion(version) == tag;

    // A tag has _ for the + of a version, which a tag cannot have.
    private static string VersionText(string text) => (text.StartsWith('v') ? text[1..] : text).Replace('_', '+');

    private static Finding Error(string message, Remedy remedy) =>
        new(OciErrorCode.PlaceMismatch, FindingSeverity.Error, message) { Remedy = remedy };
}

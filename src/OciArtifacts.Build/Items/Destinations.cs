using OciArtifacts.Core;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Items;

/// <summary>
/// Reads the destination of an artifact, before anything is packed, so that a wrong name fails early.
/// </summary>
internal static class Destinations
{
    /// <exception cref="OciException">A name does not match its grammar.</exception>
    internal static Destination Parse(string registry, string repository, string projectName, IReadOnlyList<string> tags)
    {
        var name = repository.Length > 0 ? RegistrySettings.Repository(repository) : NameOf(projectName);
        var checkedTags = tags.Select(Setting.TagOf).Distinct(StringComparer.Ordinal).ToList();
        return new Destination(RegistrySettings.Registry(registry) is { Length: > 0 } host ? host : null, name, checkedTags);
    }

    private static string NameOf(string projectName) => RepositoryName.Normalize(projectName) is { Length: > 0 } name
        ? RegistrySettings.Repository(name)
        : throw new OciException(
            OciErrorCode.InvalidRepository,
            $"No repository name can be made of the project name '{projectName}'. Set OciArtifactRepository.");
}

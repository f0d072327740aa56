using OciArtifacts.Core;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Items;

/// <summary>Reads where an artifact goes, before anything is packed, so that a wrong name costs no time.</summary>
internal static class Destinations
{
    /// <exception cref="OciException">A name does not fit its grammar.</exception>
    internal static Destination Parse(string registry, string repository, string projectName, IReadOnlyList<string> tags)
    {
        var name = repository.Length > 0 ? RegistrySettings.Repository(repository) : NameOf(projectName);
        var checkedTags = tags.Select(Setting.TagOf).Distinct(StringComparer.Ordinal).ToList();
        return new Destination(RegistrySettings.Registry(registry) is { Length: > 0 } host ? host : null, name, checkedTags);
    }

    private static string NameOf(string projectName) => RepositoryName.Normalize(projectName) is { Length: > 0 } name
        ? RegistrySettings.Repository(name)
        : throw new OciException(
            OciErrorCode.InvalidRepository, $"No repository name can be made of the project name '{projectName}'. Set OciArtifactRepository.");
}

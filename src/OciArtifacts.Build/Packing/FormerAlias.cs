using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Packing;

/// <summary>Reports a type that the project names by the alias of an earlier version.</summary>
internal static class FormerAlias
{
    internal static IEnumerable<Finding> Find(string artifactType, FilledType? type)
    {
        if (type?.Definition.FormerAliases.Contains(artifactType, StringComparer.OrdinalIgnoreCase) != true) yield break;
        yield return new Finding(
            OciErrorCode.FormerAlias,
            FindingSeverity.Notice,
            $"The alias {artifactType} is now called {type.Definition.Alias}: {type.Definition.Description} "
                + $"Write OciArtifactType={type.Definition.Alias}.");
    }
}

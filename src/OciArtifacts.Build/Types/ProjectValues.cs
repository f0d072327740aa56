using System.Text.Json.Nodes;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Planning;

namespace OciArtifacts.Build.Types;

/// <summary>What a project says, as values for the templates of a type.</summary>
/// <param name="Name">The name of the project, as a repository may have it.</param>
/// <param name="Version">The version of the project.</param>
internal sealed record ProjectValues(string Name, string Version)
{
    /// <summary>The name of the package that <c>dotnet pack</c> makes of the project.</summary>
    internal string PackageId { get; init; } = "";

    /// <summary>The items <c>OciArtifactFile</c>.</summary>
    internal IReadOnlyList<ITaskItem> Files { get; init; } = [];

    /// <summary>The file that <c>OciArtifactConfigFile</c> names, an absolute path.</summary>
    internal string? ConfigFile { get; init; }

    /// <summary>The annotations that the project's properties make; the last part of a key is the name of the value.</summary>
    internal IReadOnlyList<ITaskItem> Annotations { get; init; } = [];

    internal JsonObject ToJson()
    {
        var values = new JsonObject();
        foreach (var item in Annotations.Where(item => item.GetMetadata(ItemMetadata.Value).Length > 0))
        {
            values[item.ItemSpec[(item.ItemSpec.LastIndexOf('.') + 1)..]] = item.GetMetadata(ItemMetadata.Value);
        }

        if (PackageId.Length > 0) values["packageId"] = PackageId;
        values["name"] = Name;
        values["version"] = Version;

        // For types that want a date where the project has none: that of the entries of archives.
        values["epoch"] = SourceDate.Format(DateTimeOffset.UnixEpoch);
        return values;
    }
}

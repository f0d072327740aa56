using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Tasks;

/// <summary>Where the artifact of a <see cref="PackOciArtifact"/> goes, as its parameters and its type say.</summary>
internal static class PackDestination
{
    /// <summary>Whether a push follows.</summary>
    internal static bool IsPushed(PackOciArtifact task) => Setting.Flag("OciArtifactPush", task.Push) && task.PushFollows;

    /// <exception cref="OciException">A name or a tag does not match its grammar.</exception>
    internal static Destination Of(PackOciArtifact task, FilledType? type)
    {
        IReadOnlyList<string> tags = !Setting.Flag("OciArtifactPushByDigest", task.PushByDigest) ? TagsOf(task, type)
            : task.Parts.Length == 0 && EntryTagOf(task, type) is { } tag ? [TagOfPart(task, tag)]
            : [];
        return Destinations.Parse(task.Registry, task.Repository, type?.RepositoryName ?? task.ProjectName, tags);
    }

    /// <summary>The places that the artifact claims: registry, repository and tag; layout and tag; archive.</summary>
    internal static IEnumerable<string> Places(PackOciArtifact task, Destination destination)
    {
        foreach (var tag in destination.Tags)
        {
            if (destination.Registry is { } registry && IsPushed(task))
            {
                yield return $"{registry.ToLowerInvariant()}/{destination.Repository}:{tag}";
            }

            if (task.LayoutDirectory.Length > 0) yield return $"{task.LayoutDirectory}:{tag}";
        }

        if (task.ArchivePath.Length > 0) yield return task.ArchivePath;
    }

    /// <summary>The tag that the tags of entries begin with; <see langword="null"/> where entries get none.</summary>
    internal static string? EntryTagOf(PackOciArtifact task, FilledType? type) =>
        Setting.Flag("OciArtifactEntryTags", task.EntryTags) ? Setting.TagOf(TagsOf(task, type)[0]) : null;

    // A part that another machine joins later has the tag that the index gives it.
    private static string TagOfPart(PackOciArtifact task, string tag) => EntryTag.Of(
        tag,
        Setting.Parts(task.TargetFrameworks).Count > 1 ? task.TargetFramework : null,
        task.RuntimeIdentifier.Length > 0 ? task.RuntimeIdentifier : null);

    private static IReadOnlyList<string> TagsOf(PackOciArtifact task, FilledType? type)
    {
        var tags = Setting.Parts(task.Tags);
        var cascades = task.TagCascade.Length > 0
            ? Setting.Flag("OciArtifactTagCascade", task.TagCascade)
            : type?.Definition.Tags.Cascade == true;
        return tags.Count > 0
            ? tags
            : VersionTags.For(type?.Version ?? task.Version, cascades ? TagCascade.Shorter : TagCascade.None);
    }
}

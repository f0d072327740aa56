using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The tag of an entry of an index: a tag of the index, with the runtime behind it. It keeps the entry where a registry deletes
/// manifests without a tag.
/// </summary>
internal static class EntryTag
{
    /// <returns>One tag for each entry. The framework is part of it if the index has several.</returns>
    internal static IReadOnlyList<string> Of(IReadOnlyList<IndexEntry> entries, string tag)
    {
        var hasFrameworks = entries.Select(entry => entry.TargetFramework).Distinct(StringComparer.Ordinal).Skip(1).Any();
        return [.. entries.Select(entry => Of(tag, Text(entry, hasFrameworks)))];
    }

    internal static string Of(string tag, string runtimeIdentifier) => $"{tag}-{runtimeIdentifier}";

    private static string Text(IndexEntry entry, bool hasFrameworks)
    {
        var runtime = entry.RuntimeIdentifier ?? entry.Platform?.ToString().Replace('/', '-') ?? "any";
        return hasFrameworks && entry.TargetFramework is { } framework ? $"{framework}-{runtime}" : runtime;
    }
}

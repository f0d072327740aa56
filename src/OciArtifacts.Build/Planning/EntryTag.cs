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
        return
        [
            .. entries.Select(entry => Of(
                tag,
                hasFrameworks ? entry.TargetFramework : null,
                entry.RuntimeIdentifier ?? entry.Platform?.ToString().Replace('/', '-'))),
        ];
    }

    /// <param name="tag">A tag of the index.</param>
    /// <param name="framework">The framework, where the index has several.</param>
    /// <param name="runtime">The runtime or the platform; <see langword="null"/> for all.</param>
    internal static string Of(string tag, string? framework, string? runtime) =>
        string.Join('-', new[] { tag, framework, runtime ?? "any" }.Where(part => !string.IsNullOrEmpty(part)));
}

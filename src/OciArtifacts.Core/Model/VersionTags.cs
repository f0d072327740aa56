using NuGet.Versioning;

namespace OciArtifacts.Core.Model;

/// <summary>Makes the tags of a version.</summary>
public static class VersionTags
{
    /// <summary>
    /// The tag of the version and, with <see cref="TagCascade.Shorter"/>, the shorter tags that move with each release:
    /// <c>1.2.3</c>, <c>1.2</c>, <c>1</c>, <c>latest</c>. A pre-release, or a text that is not a version, gets one tag
    /// only.
    /// </summary>
    public static IReadOnlyList<string> For(string version, TagCascade cascade)
    {
        var exact = Tag.FromVersion(version);
        return cascade == TagCascade.Shorter && NuGetVersion.TryParse(version, out var parsed) && !parsed.IsPrerelease
            ? [.. new[] { exact, $"{parsed.Major}.{parsed.Minor}", $"{parsed.Major}", "latest" }.Distinct(StringComparer.Ordinal)]
            : [exact];
    }
}

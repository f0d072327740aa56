using NuGet.Versioning;

namespace OciArtifacts.Core.Model;

/// <summary>The tags that a version asks for.</summary>
public static class VersionTags
{
    /// <summary>
    /// The tag of the version and, where <paramref name="cascade"/> says so, the shorter ones that move with each release:
    /// <c>1.2.3</c>, <c>1.2</c>, <c>1</c>, <c>latest</c>. A pre-release, and what is no version at all, never moves them.
    /// </summary>
    public static IReadOnlyList<string> For(string version, TagCascade cascade)
    {
        var exact = Tag.FromVersion(version);
        return cascade == TagCascade.Shorter && NuGetVersion.TryParse(version, out var parsed) && !parsed.IsPrerelease
            ? [.. new[] { exact, $"{parsed.Major}.{parsed.Minor}", $"{parsed.Major}", "latest" }.Distinct(StringComparer.Ordinal)]
            : [exact];
    }
}

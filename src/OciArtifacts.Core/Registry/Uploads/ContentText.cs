using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>Content as failures name it: by the title of its file or layer, where it has one.</summary>
internal static class ContentText
{
    internal static string Of(Descriptor content)
    {
        var what = MediaType.IsManifest(content.MediaType) ? "the manifest "
            : content.Annotations?.GetValueOrDefault(Annotations.Title) is { Length: > 0 } title ? $"'{RegistryText.OneLine(title)}', " : $"content of the type {MediaType.Shown(content.MediaType)}, ";
        return what + content.Digest;
    }

    /// <summary>The failure with what was being sent, where the registry's answer is about that.</summary>
    internal static OciException About(Descriptor content, OciException failure) => IsAbout(failure.Code)
        ? failure.WithMessage($"{failure.Message} What was sent: {Of(content)}.")
        : failure;

    /// <summary>Those of the contents whose digests stand in the text, as an answer names what it misses.</summary>
    internal static string NamedIn(string text, IEnumerable<Descriptor> contents) =>
        string.Join(" and ", contents.Where(content => text.Contains(content.Digest.Encoded, StringComparison.Ordinal)).Select(Of).Distinct(StringComparer.Ordinal));

    /// <summary>Whether a failure of that kind is one of what was sent.</summary>
    internal static bool IsAbout(OciErrorCode code) =>
        code is OciErrorCode.ContentRefused or OciErrorCode.RegistryFailed or OciErrorCode.RegistryUnreachable or OciErrorCode.TooManyRequests or OciErrorCode.NoRegistry;
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Names content in failures: by its title if it has one, otherwise by its media type, and by its digest.
/// </summary>
internal static class ContentText
{
    internal static string Of(Descriptor content)
    {
        var what = MediaType.IsManifest(content.MediaType) ? "the manifest "
            : content.Annotations?.GetValueOrDefault(Annotations.Title) is { Length: > 0 } title ? $"'{ForeignText.OneLine(title)}', "
            : $"content of the type {MediaType.Shown(content.MediaType)}, ";
        return what + content.Digest;
    }

    /// <summary>Adds the content to the message of a failure, if the failure is about content.</summary>
    internal static OciException About(Descriptor content, OciException failure) => IsAbout(failure.Code)
        ? failure.WithMessage($"{failure.Message} What was sent: {Of(content)}.")
        : failure;

    /// <summary>Names the contents whose digests are in the text. Answers name missing content by its digest.</summary>
    internal static string NamedIn(string text, IEnumerable<Descriptor> contents) =>
        string.Join(" and ", contents
            .Where(content => text.Contains(content.Digest.Encoded, StringComparison.Ordinal))
            .Select(Of)
            .Distinct(StringComparer.Ordinal));

    /// <summary>Whether a failure with this code is about the content that was sent.</summary>
    internal static bool IsAbout(OciErrorCode code) =>
        code is OciErrorCode.ContentRefused or OciErrorCode.RegistryFailed or OciErrorCode.RegistryUnreachable
            or OciErrorCode.TooManyRequests or OciErrorCode.NoRegistry;
}

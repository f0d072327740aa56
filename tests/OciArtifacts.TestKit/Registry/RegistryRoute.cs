using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// The parts of a path. <c>Reference</c> is a digest, a tag or a session; <c>Prefix</c> is what stands before /v2/.
/// </summary>
internal sealed partial record RegistryRoute(RouteKind Kind, string Prefix, string Repository, string Reference)
{
    /// <summary>Where uploads are redirected to.</summary>
    internal const string Moved = "/moved";

    /// <summary>Where the other host has its blobs.</summary>
    internal const string Storage = "/storage";

    internal static RegistryRoute Parse(string path, bool onOtherHost)
    {
        var route = Match(path) ?? throw NotFound(path);
        if (route.Kind != RouteKind.Base && !Grammar.IsName(route.Repository))
            throw Exchange.Refusal(ErrorCodes.NameInvalid, $"'{route.Repository}' is no repository name");
        return route.IsServed(onOtherHost) ? route : throw NotFound(path);
    }

    internal static string? TryRepository(string path) =>
        Match(path) is { } route && Grammar.IsName(route.Repository) ? route.Repository : null;

    // The other host is a blob storage: it serves blobs and continues uploads, and nothing else.
    private bool IsServed(bool onOtherHost) => Prefix switch
    {
        Storage => onOtherHost && Kind == RouteKind.Blob,
        Moved => Kind is RouteKind.UploadOpening or RouteKind.UploadSession,
        _ => !onOtherHost || Kind == RouteKind.UploadSession,
    };

    private static RegistryRoute? Match(string path)
    {
        var match = Shape().Match(path);
        if (!match.Success) return null;
        RouteKind kind = match switch
        {
            _ when match.Groups["session"].Success => RouteKind.UploadSession,
            _ when match.Groups["opening"].Success => RouteKind.UploadOpening,
            _ when match.Groups["blob"].Success => RouteKind.Blob,
            _ when match.Groups["manifest"].Success => RouteKind.Manifest,
            _ when match.Groups["tags"].Success => RouteKind.Tags,
            _ when match.Groups["subject"].Success => RouteKind.Referrers,
            _ => RouteKind.Base,
        };
        var reference = string.Concat(new[] { "session", "blob", "manifest", "subject" }.Select(name => match.Groups[name].Value));
        return new RegistryRoute(kind, match.Groups["prefix"].Value, match.Groups["name"].Value, reference);
    }

    private static RegistryRefusal NotFound(string path) =>
        new(StatusCodes.Status404NotFound, ErrorCodes.Unsupported, $"there is nothing at {path}");

    // The trailing slash of "uploads/" belongs to the endpoint: distribution-spec 1.1.1, "Endpoints", end-4a.
    [GeneratedRegex(
        """
        \A(?<prefix>/moved|/storage)?/v2/
        ((?<name>.*)/(
          blobs/uploads/(?<session>[^/]+)
        | (?<opening>blobs/uploads/)
        | blobs/(?<blob>[^/]+)
        | manifests/(?<manifest>[^/]+)
        | (?<tags>tags/list)
        | referrers/(?<subject>[^/]+)
        ))?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

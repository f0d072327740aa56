using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>The conditions that a repository has to meet before a manifest is stored.</summary>
internal sealed class ManifestPreconditions(TestRegistryOptions options)
{
    /// <summary>RFC 9110, section 8.8.3: a strong entity tag.</summary>
    internal static string ETagOf(string digest) => $"\"{digest}\"";

    internal void Check(Exchange exchange, RepositoryContents? repository, string digest)
    {
        var reference = exchange.Route.Reference;
        var isTag = !reference.Contains(':', StringComparison.Ordinal);
        if (options.RequireTagFirst && !isTag && repository is not { Tags.IsEmpty: false })
            throw new RegistryRefusal(StatusCodes.Status404NotFound, ErrorCodes.ManifestUnknown, "the first manifest needs a tag");
        var current = repository?.Manifest(reference) is null ? null : repository.DigestOf(reference);
        if (options.ETags && !options.ConditionsIgnored) CheckConditions(exchange.Request.Headers, current);
        if (isTag && current is not null) CheckImmutable(reference, isSame: string.Equals(current, digest, StringComparison.Ordinal));
    }

    private void CheckImmutable(string tag, bool isSame)
    {
        if (options.ImmutableTags && (!isSame || options.ImmutableTagsRefuseSame))
            throw Exchange.Refusal(ErrorCodes.TagInvalid, $"the tag {tag} exists and is immutable");
    }

    private static void CheckConditions(IHeaderDictionary headers, string? current)
    {
        if ((headers.IfMatch.Count > 0 && !Names(headers.IfMatch.ToString(), current))
            || (headers.IfNoneMatch.Count > 0 && Names(headers.IfNoneMatch.ToString(), current)))
            throw new RegistryRefusal(
                StatusCodes.Status412PreconditionFailed, ErrorCodes.PreconditionFailed, $"the reference is at {current ?? "nothing"}");
    }

    // RFC 9110, sections 13.1.1 and 13.1.2: '*' matches every existing manifest.
    private static bool Names(string header, string? current) => current is not null
        && header.Split(',', StringSplitOptions.TrimEntries).Intersect(["*", ETagOf(current)], StringComparer.Ordinal).Any();
}

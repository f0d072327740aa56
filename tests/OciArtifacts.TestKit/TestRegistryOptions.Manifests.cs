namespace OciArtifacts.TestKit;

// How manifests, tags and referrers of real registries differ.
public sealed partial record TestRegistryOptions
{
    /// <summary>
    /// A tag that exists cannot become another manifest: 400 and TAG_INVALID (ECR). The default is false.
    /// </summary>
    public bool ImmutableTags { get; init; }

    /// <summary>
    /// With <see cref="ImmutableTags"/> the same manifest is refused too (ECR). The default is false.
    /// </summary>
    public bool ImmutableTagsRefuseSame { get; init; }

    /// <summary>
    /// A manifest is refused with 404 by its digest while the repository has no tag (OpenShift). The default is false.
    /// </summary>
    public bool RequireTagFirst { get; init; }

    /// <summary>
    /// Manifests have an ETag, and a PUT heeds If-Match and If-None-Match: 412 when they do not hold (the spec allows
    /// it for the fallback tag). Without it both are ignored, as nearly everywhere. The default is false.
    /// </summary>
    public bool ETags { get; init; }

    /// <summary>With <see cref="ETags"/>, a PUT ignores If-Match and If-None-Match (distribution 2.8). The default is false.</summary>
    public bool ConditionsIgnored { get; init; }

    /// <summary>
    /// The Content-Type of every manifest in place of its own (proxies that add <c>; charset=utf-8</c>).
    /// </summary>
    public string? ManifestContentType { get; init; }

    /// <summary>No list of tags is longer, whatever <c>n</c> says: the rest is behind a Link (ECR: 1000).</summary>
    public int? TagsPageSize { get; init; }

    /// <summary>No list of referrers is longer: the rest is behind a Link (hosted registries).</summary>
    public int? ReferrersPageSize { get; init; }

    /// <summary>A Link has a scheme and a host (RFC 8288 allows it). The default is false: a path.</summary>
    public bool LinkAbsolute { get; init; }

    /// <summary>
    /// Every list has a Link, which leads to the same page again (a broken registry). The default is false.
    /// </summary>
    public bool LinkLoops { get; init; }

    /// <summary>
    /// Referrers are not filtered, and nothing says so (the spec leaves it to the registry). The default is false.
    /// </summary>
    public bool ReferrersFilterUnsupported { get; init; }

    /// <summary>
    /// Whether a push of a referrer is answered with <c>OCI-Subject</c>. The default is <see langword="null"/>: if the registry
    /// has lists of referrers. Some registries have only one of the two.
    /// </summary>
    public bool? AnswersSubject { get; init; }

    /// <summary>
    /// Referrers are answered with 200 and a page of HTML (proxies with a web site in front). The default is false.
    /// </summary>
    public bool ReferrersAnswerHtml { get; init; }
}

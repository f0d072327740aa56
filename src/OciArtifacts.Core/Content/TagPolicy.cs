namespace OciArtifacts.Core.Content;

/// <summary>What a copy does with a tag that names another digest. A tag that names the root already is always success.</summary>
public enum TagPolicy
{
    /// <summary>The copy changes the tag to the root.</summary>
    Override,

    /// <summary>The copy fails with <see cref="OciErrorCode.TagExists"/> before it sends anything. The tag stays unchanged.</summary>
    Fail,

    /// <summary>The tag stays unchanged. If this is so for all tags, the copy sends nothing.</summary>
    Skip,
}

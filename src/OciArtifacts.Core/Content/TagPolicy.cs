namespace OciArtifacts.Core.Content;

/// <summary>What becomes of a tag that names something else already. A tag that names the root already is success in each case.</summary>
public enum TagPolicy
{
    /// <summary>It names the root from now on.</summary>
    Override,

    /// <summary>It is left as it is, and the copy fails before anything is sent.</summary>
    Fail,

    /// <summary>It is left as it is. Where that is so for all tags, nothing is sent.</summary>
    Skip,
}

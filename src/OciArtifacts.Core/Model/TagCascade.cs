namespace OciArtifacts.Core.Model;

/// <summary>Which tags a release gets.</summary>
public enum TagCascade
{
    /// <summary>The tag of the version only.</summary>
    None,

    /// <summary>The shorter tags too: <c>1.2</c>, <c>1</c> and <c>latest</c>.</summary>
    Shorter,
}

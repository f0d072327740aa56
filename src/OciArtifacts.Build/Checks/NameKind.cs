namespace OciArtifacts.Build.Checks;

/// <summary>The kind of a name.</summary>
internal enum NameKind
{
    /// <summary>A property.</summary>
    Property,

    /// <summary>An item type.</summary>
    Item,

    /// <summary>A target that a target of the project hooks into.</summary>
    Target,

    /// <summary>An environment variable.</summary>
    Variable,
}

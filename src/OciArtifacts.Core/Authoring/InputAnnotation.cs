namespace OciArtifacts.Core.Authoring;

/// <summary>An annotation that an author gives (image-spec 1.1, annotations.md).</summary>
/// <param name="Key">The key, in reverse-DNS form.</param>
/// <param name="Value">The value, which may be empty.</param>
public sealed record InputAnnotation(string Key, string Value)
{
    /// <summary>
    /// What it is an annotation of: <c>Manifest</c>, <c>Config</c>, <c>Index</c>, or the name of a layer. The default is <c>Manifest</c>.
    /// </summary>
    public string Scope { get; init; } = AnnotationScopes.Manifest;

    /// <summary>Whether an artifact without a value is an error. The default is no.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What messages call it.</summary>
    internal string Label { get; init; } = $"annotation '{Key}'";
}

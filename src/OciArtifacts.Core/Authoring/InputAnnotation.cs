namespace OciArtifacts.Core.Authoring;

/// <summary>An annotation that an author gives (image-spec 1.1, annotations.md).</summary>
/// <param name="Key">The key, in reverse-DNS form.</param>
/// <param name="Value">The value, which may be empty.</param>
public sealed record InputAnnotation(string Key, string Value)
{
    /// <summary>
    /// The part that has the annotation: <c>Manifest</c>, <c>Config</c>, <c>Index</c>, or the name of a layer. The default is
    /// <c>Manifest</c>.
    /// </summary>
    public string Scope { get; init; } = AnnotationScopes.Manifest;

    /// <summary>Whether a missing value is an error. The default is no.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The name of the annotation in messages.</summary>
    internal string Label { get; init; } = $"annotation '{Key}'";
}

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The annotations of a manifest or a layer.</summary>
public sealed record AnnotationRule
{
    /// <summary>No annotations in particular.</summary>
    public static AnnotationRule None { get; } = new();

    /// <summary>
    /// What is written: keys and templates. The key <c>*</c> stands for all members of an object. What a template asks for and is not there
    /// leaves its annotation out.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values { get; init => field = value ?? new Dictionary<string, string>(StringComparer.Ordinal); } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The keys that have to be there.</summary>
    public IReadOnlyList<string> Required { get; init => field = value ?? []; } = [];
}

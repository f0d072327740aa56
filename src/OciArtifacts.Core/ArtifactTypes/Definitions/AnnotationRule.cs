namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The annotations of a manifest or a layer.</summary>
public sealed record AnnotationRule
{
    private static readonly IReadOnlyDictionary<string, string> NoValues = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A rule that writes and requires nothing.</summary>
    public static AnnotationRule None { get; } = new();

    /// <summary>
    /// The annotations that are written: keys and templates. The key <c>*</c> stands for all members of an object. An
    /// annotation is left out if a value in its template is missing. The default is none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values { get; init => field = value ?? NoValues; } = NoValues;

    /// <summary>The keys that have to be there. The default is none.</summary>
    public IReadOnlyList<string> Required { get; init => field = value ?? []; } = [];
}

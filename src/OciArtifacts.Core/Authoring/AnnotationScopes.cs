namespace OciArtifacts.Core.Authoring;

/// <summary>The scopes of annotations beside the names of layers.</summary>
internal static class AnnotationScopes
{
    internal const string Manifest = "Manifest";
    internal const string Config = "Config";
    internal const string Index = "Index";

    /// <summary>All scopes. A layer cannot have such a name.</summary>
    internal static IReadOnlyList<string> All { get; } = [Manifest, Config, Index];

    /// <summary>The annotations of one scope. The later of two annotations with the same key counts.</summary>
    /// <exception cref="OciException">An annotation has no key (<see cref="OciErrorCode.InvalidName"/>).</exception>
    internal static Dictionary<string, string> Of(IEnumerable<InputAnnotation> inputs, string scope)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in inputs.Where(input => input.Scope.Equals(scope, StringComparison.OrdinalIgnoreCase)))
        {
            if (input.Key.Length == 0) throw Invalid(input.Key);
            annotations[input.Key] = input.Value;
        }

        return annotations;
    }

    internal static OciException Invalid(string text) => new(
        OciErrorCode.InvalidName,
        $"'{text}' is no annotation. Write key=value, the key in reverse-DNS form, for example com.contoso.team=widgets.");
}

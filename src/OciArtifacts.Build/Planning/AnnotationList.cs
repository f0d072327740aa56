using Microsoft.Build.Framework;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Planning;

/// <summary>Annotations as projects write them: <c>key=value;key=value</c> in metadata, or items with <c>Value</c> and <c>Scope</c>.</summary>
internal static class AnnotationList
{
    internal const string ManifestScope = "Manifest";
    internal const string ConfigScope = "Config";
    internal const string IndexScope = "Index";

    /// <summary>The scopes that are no layers; no layer can have such a name.</summary>
    internal static IReadOnlyList<string> OwnScopes { get; } = [ManifestScope, ConfigScope, IndexScope];

    internal static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw Invalid(pair);
            annotations[pair[..equals].Trim()] = pair[(equals + 1)..].Trim();
        }

        return annotations;
    }

    /// <summary>The annotations of one scope; what is set last counts.</summary>
    internal static IReadOnlyDictionary<string, string> OfScope(IEnumerable<ITaskItem> items, string scope)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items.Where(item => ScopeOf(item).Equals(scope, StringComparison.OrdinalIgnoreCase)))
        {
            if (item.ItemSpec.Length == 0) throw Invalid(item.ItemSpec);
            annotations[item.ItemSpec] = item.GetMetadata(ItemMetadata.Value);
        }

        return annotations;
    }

    internal static string ScopeOf(ITaskItem item) => item.GetMetadata(ItemMetadata.Scope) is { Length: > 0 } scope ? scope : ManifestScope;

    private static OciException Invalid(string text) =>
        new(OciErrorCode.InvalidName, $"'{text}' is no annotation. Write key=value, the key in reverse-DNS form, for example com.contoso.team=widgets.");
}

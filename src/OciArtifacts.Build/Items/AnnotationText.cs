using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Items;

/// <summary>Reads annotations from the text of a metadata: <c>key=value;key=value</c>.</summary>
internal static class AnnotationText
{
    /// <exception cref="OciException">A part has no key (<see cref="OciErrorCode.InvalidName"/>).</exception>
    internal static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw AnnotationScopes.Invalid(pair);
            annotations[pair[..equals].Trim()] = pair[(equals + 1)..].Trim();
        }

        return annotations;
    }
}

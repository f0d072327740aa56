using System.Globalization;
using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>The annotations that a type wants, and the values of those that image-spec 1.1, annotations.md, defines.</summary>
internal static partial class AnnotationCheck
{
    private static readonly string[] Uris = [Annotations.Url, Annotations.Source, Annotations.Documentation];

    internal static IEnumerable<Finding> Check(
        Manifest manifest, ArtifactTypeDefinition? definition, Func<ArtifactTypeDefinition?, Descriptor, LayerRule?> ruleOf)
    {
        var manifestRule = definition?.Annotations ?? AnnotationRule.None;
        return Of("The manifest", manifest.Annotations, manifestRule, manifest.Subject is null ? "" : null)
            .Concat(manifest.Layers.SelectMany(layer => Of(LayerText.Of(layer), layer.Annotations, ruleOf(definition, layer)?.Annotations ?? AnnotationRule.None, manifest.Subject is null ? $" with Scope=\"{ruleOf(definition, layer)?.Name}\"" : null)
                .Select(finding => finding with { LayerDigest = layer.Digest })));
    }

    private static IEnumerable<Finding> Of(string what, IReadOnlyDictionary<string, string>? annotations, AnnotationRule rule, string? scope)
    {
        foreach (var key in rule.Required.Where(key => annotations?.ContainsKey(key) != true))
        {
            yield return new Finding(
                OciErrorCode.MissingAnnotation, FindingSeverity.Error, $"{what} has no annotation '{key}', which its type wants. {(scope is null ? $"Its file does not say it. Set Annotations=\"{key}=…\" of the OciArtifactReferrer" : $"Set it: an OciArtifactAnnotation '{key}'{scope}")}.");
        }

        foreach (var (key, value) in annotations ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (Problem(key, value) is { } problem) yield return new Finding(OciErrorCode.InvalidAnnotation, FindingSeverity.Warning, $"{what} has the annotation {key}='{value}', {problem}");
        }
    }

    private static string? Problem(string key, string value) => key switch
    {
        _ when string.IsNullOrEmpty(value) => null,
        Annotations.Created when !IsDate(value) => "which is no date by RFC 3339. Write it like 2026-01-31T12:00:00Z.",
        Annotations.Licenses => LicenseExpression.Problem(value),
        _ when Uris.Contains(key) && !IsAddress(value) => "which is no address. Write it like https://example.com/widget.",
        _ => null,
    };

    private static bool IsDate(string value) =>
        DateTime().IsMatch(value) && DateOnly.TryParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // A path is an absolute address too, of this machine alone.
    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && value.StartsWith($"{address.Scheme}:", StringComparison.OrdinalIgnoreCase);

    // RFC 3339, section 5.6, as annotations.md asks for: T and Z in either case, any fraction, and the 60th second.
    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateTime();
}

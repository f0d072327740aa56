using System.Globalization;
using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Checks that the annotations that a type requires are there, and the form of those that image-spec 1.1 defines
/// (annotations.md, "Pre-Defined Annotation Keys").
/// </summary>
internal static partial class AnnotationCheck
{
    private static readonly string[] Uris = [Annotations.Url, Annotations.Source, Annotations.Documentation];

    /// <summary>Checks the annotations of a manifest and of its layers.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="definition">The type of the artifact, if it is known.</param>
    /// <param name="ruleOf">Finds the rule of a layer.</param>
    internal static IEnumerable<Finding> Check(
        Manifest manifest, ArtifactTypeDefinition? definition, Func<ArtifactTypeDefinition?, Descriptor, LayerRule?> ruleOf)
    {
        var isReferrer = manifest.Subject is not null;
        foreach (var key in Missing(manifest.Annotations, definition?.Annotations))
        {
            yield return isReferrer ? MissingInReferrer("The manifest", key) : Missing("The manifest", key, help: null, Remedy.Annotation);
        }

        foreach (var finding in Invalid("The manifest", manifest.Annotations)) yield return finding;
        foreach (var layer in manifest.Layers)
        {
            var (rule, name) = (ruleOf(definition, layer), LayerText.Of(layer));
            foreach (var key in Missing(layer.Annotations, rule?.Annotations))
            {
                var finding = isReferrer
                    ? MissingInReferrer(name, key)
                    : Missing(name, key, $"Set it for the layer '{rule!.Name}'.", Remedy.LayerAnnotation);
                yield return finding with { LayerDigest = layer.Digest };
            }

            foreach (var finding in Invalid(name, layer.Annotations)) yield return finding with { LayerDigest = layer.Digest };
        }
    }

    private static IEnumerable<string> Missing(IReadOnlyDictionary<string, string>? annotations, AnnotationRule? rule) =>
        (rule?.Required ?? []).Where(key => annotations?.ContainsKey(key) != true);

    private static Finding MissingInReferrer(string what, string key) =>
        Missing(what, key, "Its file does not say it. Set it for the referrer.", Remedy.ReferrerAnnotation);

    private static Finding Missing(string what, string key, string? help, Remedy remedy)
    {
        var message = $"{what} has no annotation '{key}', which its type wants.{(help is null ? "" : $" {help}")}";
        return new Finding(OciErrorCode.MissingAnnotation, FindingSeverity.Error, message) { Remedy = remedy };
    }

    private static IEnumerable<Finding> Invalid(string what, IReadOnlyDictionary<string, string>? annotations)
    {
        foreach (var (key, value) in annotations ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (Problem(key, value) is not { } problem) continue;
            yield return new Finding(
                OciErrorCode.InvalidAnnotation, FindingSeverity.Warning, $"{what} has the annotation {key}='{value}', {problem}");
        }
    }

    // The end of the sentence.
    private static string? Problem(string key, string value) => key switch
    {
        _ when string.IsNullOrEmpty(value) => null,
        Annotations.Created when !IsDate(value) => "which is no date by RFC 3339. Write it like 2026-01-31T12:00:00Z.",
        Annotations.Licenses => LicenseExpression.Problem(value),
        _ when Uris.Contains(key) && !IsAddress(value) => "which is no address. Write it like https://example.com/widget.",
        _ => null,
    };

    private static bool IsDate(string value) =>
        DateTime().IsMatch(value)
            && DateOnly.TryParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // .NET also takes a path for an absolute address.
    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
            && value.StartsWith($"{address.Scheme}:", StringComparison.OrdinalIgnoreCase);

    // RFC 3339, section 5.6: T and Z in either case, any fraction, and the second 60.
    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateTime();
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>An entry of the index that a document is about.</summary>
/// <param name="Content">The descriptor of the entry in the index, with its platform.</param>
/// <param name="Sbom">The document of the entry in the same format; <see langword="null"/> if none is known.</param>
internal sealed record SbomEntry(Descriptor Content, EntrySbom? Sbom)
{
    /// <summary>The .NET runtime identifier and target framework, or the platform, for people.</summary>
    internal string Label
    {
        get
        {
            string?[] names =
            [
                Content.Annotations?.GetValueOrDefault(Annotations.RuntimeIdentifier) ?? Content.Platform?.ToString(),
                Content.Annotations?.GetValueOrDefault(Annotations.TargetFramework),
            ];
            var label = string.Join(' ', names.Where(name => !string.IsNullOrEmpty(name)));
            return label.Length > 0 ? label : "all platforms";
        }
    }
}

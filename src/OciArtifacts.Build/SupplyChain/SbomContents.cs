using OciArtifacts.Build.Packing;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>The files and components of an artifact. All formats share what was read.</summary>
/// <param name="settings">What the project gives to the SBOM.</param>
/// <param name="output">The publish output; <see langword="null"/> where it is not part of the artifact.</param>
/// <param name="context">The planned artifact.</param>
internal sealed class SbomContents(SbomSettings settings, PublishOutput? output, ReferrerContext context)
{
    private readonly SbomComponents _components = new(settings, context.Inputs.TrackInput);
    private readonly Dictionary<ManifestPlan, IReadOnlyList<SbomFile>> _files = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<FileSums> _sums = new(() => new FileSums(Path.Combine(settings.WorkFolder, "sha1.txt")));
    private AssetsFile? _assets;
    private (IReadOnlyList<SbomComponent> Components, IReadOnlyList<string> Direct)? _collected;

    /// <summary>The document of a manifest.</summary>
    /// <param name="artifact">The manifest.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Core.OciException">A file cannot be read, or has changed since it was packed.</exception>
    internal SbomDocument Of(SbomArtifact artifact, ManifestPlan plan, CancellationToken cancellation)
    {
        _assets ??= _components.ReadAssets();
        var (components, direct) = _collected ??= _components.Collect(_assets, output?.Files ?? [], output?.Files is not null);
        return new SbomDocument(artifact with { DependsOn = direct })
        {
            Date = settings.Date,
            Tools = settings.Tools,
            Components = components,
            Files = FilesOf(plan, cancellation),
        };
    }

    private IReadOnlyList<SbomFile> FilesOf(ManifestPlan plan, CancellationToken cancellation)
    {
        if (_files.TryGetValue(plan, out var known)) return known;
        var published = (output?.Files ?? []).ToDictionary(file => file.Path, StringComparer.Ordinal);
        var sums = settings.Formats.Any(format => format.NeedsSha1) ? _sums.Value : null;
        return _files[plan] = new SbomFiles(context.Cache, sums).Of(plan, published, _assets!, cancellation);
    }
}

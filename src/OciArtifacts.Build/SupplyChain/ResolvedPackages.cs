using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Provenance;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>The packages that a build used, for its provenance.</summary>
/// <param name="settings">What the project gives to an SBOM, which reads the same files.</param>
/// <param name="output">The publish output; <see langword="null"/> where it is not part of the artifact.</param>
internal sealed class ResolvedPackages(SbomSettings settings, PublishOutput? output)
{
    private readonly Dictionary<(string Framework, string Runtime), IReadOnlyList<ResolvedDependency>> _known = [];

    /// <summary>A key of all packages. They can change where the artifact does not, such as an analyzer.</summary>
    internal string Key => settings.AssetsFile.Length > 0 && File.Exists(settings.AssetsFile)
        ? Digest.Sha256(RegularFile.ReadAllBytes(settings.AssetsFile, "The file of resolved packages")).ToString()
        : "";

    /// <summary>The packages of a target framework and a runtime.</summary>
    /// <param name="framework">The target framework; empty for an index of several.</param>
    /// <param name="runtimeIdentifier">The runtime identifier, or empty.</param>
    /// <param name="trackInput">Called for each file before it is read.</param>
    /// <exception cref="OciException">A file cannot be read, or is not what NuGet writes.</exception>
    internal IReadOnlyList<ResolvedDependency> Of(string framework, string runtimeIdentifier, Action<string> trackInput)
    {
        if (framework.Length == 0) return [];
        if (_known.TryGetValue((framework, runtimeIdentifier), out var known)) return known;
        var own = settings with { RuntimeIdentifier = runtimeIdentifier };
        if (!settings.Frameworks.Contains(framework, StringComparer.OrdinalIgnoreCase)) own = own with { Frameworks = [framework] };
        var components = new SbomComponents(own, trackInput);
        var (all, _) = components.Collect(components.ReadAssets(), output?.Files ?? [], output?.Files is not null);
        return _known[(framework, runtimeIdentifier)] =
        [
            .. all.Where(one => one.Purl is not null).Select(one => new ResolvedDependency(
                one.Name, one.Purl!, one.Sha512.Length > 0 ? Digest.Parse($"{Digest.Sha512Name}:{one.Sha512}") : null)),
        ];
    }
}

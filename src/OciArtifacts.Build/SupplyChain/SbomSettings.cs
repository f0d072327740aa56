using OciArtifacts.Build.Planning;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>What a project gives to an SBOM.</summary>
internal sealed record SbomSettings
{
    /// <summary>The formats that the project wants.</summary>
    internal required IReadOnlyList<SbomFormat> Formats { get; init; }

    /// <summary>The file <c>project.assets.json</c>, an absolute path, or empty.</summary>
    internal required string AssetsFile { get; init; }

    /// <summary>The names of the target framework in that file.</summary>
    internal required IReadOnlyList<string> Frameworks { get; init; }

    /// <summary>The runtime identifier of the app, or empty.</summary>
    internal required string RuntimeIdentifier { get; init; }

    /// <summary>Whether the app brings its runtime.</summary>
    internal required bool SelfContained { get; init; }

    /// <summary>The runtime packs that the SDK resolved.</summary>
    internal required IReadOnlyList<RuntimePack> RuntimePacks { get; init; }

    /// <summary>The shared frameworks that the app uses: name and version.</summary>
    internal required IReadOnlyList<(string Name, string Version)> SharedFrameworks { get; init; }

    /// <summary>The programs of the build. The first one is this package.</summary>
    internal required IReadOnlyList<SbomTool> Tools { get; init; }

    /// <summary>Whether the SBOM replaces an older one of the same subject.</summary>
    internal required bool ReplacesOlder { get; init; }

    /// <summary>The date of the source; <see langword="null"/> if there is none.</summary>
    internal required DateTimeOffset? Date { get; init; }

    /// <summary>The folder for what is remembered between runs, an absolute path.</summary>
    internal required string WorkFolder { get; init; }
}

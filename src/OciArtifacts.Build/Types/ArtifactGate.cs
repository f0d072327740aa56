using OciArtifacts.Build.Reporting;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Types;

/// <summary>What has to be right before an artifact, and what is attached to it, is written or sent anywhere.</summary>
/// <param name="catalog">The types that are known.</param>
/// <param name="destination">Where it goes.</param>
internal sealed class ArtifactGate(ArtifactTypeCatalog catalog, ArtifactDestination destination)
{
    /// <summary>Whether layers may have the generic media types.</summary>
    internal bool AllowsGenericLayers { get; init; }

    /// <summary>Whether the config is made of publish output by a definition of the catalogue, and of nothing that a person wrote.</summary>
    internal bool TrustsConfig { get; init; }

    /// <summary>The type of the artifact, where it is a defined one.</summary>
    internal TypeRecipe? Recipe { get; init; }

    /// <summary>The policy file, or empty.</summary>
    internal string Policy { get; init; } = "";

    /// <summary>The files that are in the artifact, absolute paths; what is attached may speak of one.</summary>
    internal IEnumerable<string> Files { get; init; } = [];

    /// <summary>Runs the checks that read no layer, for the rehearsal of a publish: what has not been packed has no layers that can be read.</summary>
    internal Task RehearseAsync(PackedArtifact draft, CancellationToken cancellation) => RunAsync(draft, isDraft: true, cancellation);

    internal Task<IReadOnlyList<Finding>> RunAsync(PackedArtifact artifact, CancellationToken cancellation) => RunAsync(artifact, isDraft: false, cancellation);

    private async Task<IReadOnlyList<Finding>> RunAsync(PackedArtifact artifact, bool isDraft, CancellationToken cancellation)
    {
        var policy = Policy.Length > 0 ? await RegistryPolicy.ReadAsync(Policy, cancellation).ConfigureAwait(false) : null;
        var own = new ArtifactCheck(catalog) { Definition = Recipe?.Definition, AllowsGenericLayers = AllowsGenericLayers, TrustsConfig = TrustsConfig };
        var attached = new ArtifactCheck(catalog) { AllowsGenericLayers = AllowsGenericLayers };
        var findings = new List<Finding>();
        if (artifact.Index?.ArtifactType is { } joined && destination.Registry is { } host && policy?.Check(joined, host, destination.Repository) is { } refused) findings.Add(refused);
        foreach (var one in artifact.All)
        {
            var check = artifact.Manifests.Contains(one) ? own : attached;
            findings.AddRange(isDraft
                ? await check.RunWithoutLayersAsync(one.Manifest, artifact, cancellation).ConfigureAwait(false)
                : await check.RunAsync(one.Manifest, artifact, cancellation).ConfigureAwait(false));

            if (!isDraft && one.Manifest.Subject is not null) findings.AddRange(await AttestationCheck.RunAsync(one.Manifest, artifact, About(artifact), Files, cancellation).ConfigureAwait(false));

            // Without a registry it is not sent anywhere, and neither its habits nor a policy say anything.
            if (destination.Registry is not { } registry) continue;
            if (RegistryProfiles.Check(one.Manifest, registry) is { } filter) findings.Add(filter);
            if (policy?.Check(one.Manifest, registry, destination.Repository) is { } denied) findings.Add(denied);
        }

        if (Recipe is not null) findings.AddRange(PlaceRules.Check(Recipe.Definition, (Recipe.RepositoryName, Recipe.OwnVersion), destination.Repository, destination.Tags));
        return findings;
    }

    // What a statement that is attached may speak of: the root first.
    private static List<Digest> About(PackedArtifact artifact) =>
    [
        artifact.Root.Digest,
        .. artifact.Manifests.Select(one => one.Content.Digest),
        .. artifact.Manifests.SelectMany(one => one.Manifest.Layers.Append(one.Manifest.Config)).Select(content => content.Digest),
    ];
}

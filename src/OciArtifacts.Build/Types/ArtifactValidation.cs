using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Types;

/// <summary>Validates an artifact and its referrers against their types and the policy, before they are written or pushed.</summary>
/// <param name="catalog">The types that are known.</param>
/// <param name="destination">Where it goes.</param>
internal sealed class ArtifactValidation(ArtifactTypeCatalog catalog, Destination destination)
{
    /// <summary>Whether layers may have the generic media types.</summary>
    internal bool AllowsGenericLayers { get; init; }

    /// <summary>Whether the config is made of publish output by a definition of the catalogue alone, so that its schema need not be checked.</summary>
    internal bool TrustsConfig { get; init; }

    /// <summary>The type of the artifact, where it is a defined one.</summary>
    internal TypeRecipe? Recipe { get; init; }

    /// <summary>The policy file, or empty.</summary>
    internal string Policy { get; init; } = "";

    /// <summary>The files in the artifact, absolute paths; a statement that refers to the artifact may be about one of them.</summary>
    internal IEnumerable<string> Files { get; init; } = [];

    /// <returns>What was found. An artifact without an error may be written and pushed.</returns>
    /// <exception cref="Core.OciException">Content or the policy cannot be read.</exception>
    internal async Task<IReadOnlyList<Finding>> FindAsync(PackedArtifact artifact, CancellationToken cancellation)
    {
        var policy = Policy.Length > 0 ? await RegistryPolicy.ReadAsync(Policy, cancellation).ConfigureAwait(false) : null;
        var own = new ArtifactCheck(catalog) { Definition = Recipe?.Definition, AllowsGenericLayers = AllowsGenericLayers, TrustsConfig = TrustsConfig };
        var other = new ArtifactCheck(catalog) { AllowsGenericLayers = AllowsGenericLayers };
        var findings = new List<Finding>();
        if (artifact.Index?.ArtifactType is { } joined && Denied(policy, joined) is { } refused) findings.Add(refused);
        foreach (var one in artifact.AllManifests)
        {
            var check = artifact.Manifests.Contains(one) ? own : other;
            findings.AddRange(await check.RunAsync(one.Manifest, artifact, cancellation).ConfigureAwait(false));
            if (one.Manifest.Subject is not null)
            {
                findings.AddRange(await AttestationCheck.RunAsync(one.Manifest, artifact, About(artifact), Files, cancellation).ConfigureAwait(false));
            }

            // An artifact without a registry is not sent anywhere, so neither the registry's habits nor the policy apply.
            if (destination.Registry is not { } registry) continue;
            if (RegistryProfiles.Check(one.Manifest, registry) is { } filter) findings.Add(filter);
            if (policy?.Check(one.Manifest, registry, destination.Repository) is { } denied) findings.Add(denied);
        }

        if (Recipe is not null)
        {
            findings.AddRange(DestinationCheck.Check(Recipe.Definition, (Recipe.RepositoryName, Recipe.OwnVersion), destination.Repository, destination.Tags));
        }

        return findings;
    }

    private Finding? Denied(RegistryPolicy? policy, string artifactType) =>
        destination.Registry is { } registry ? policy?.Check(artifactType, registry, destination.Repository) : null;

    // The digests that a statement may be about: the root first.
    private static List<Digest> About(PackedArtifact artifact) =>
    [
        artifact.Root.Digest,
        .. artifact.Manifests.Select(one => one.Content.Digest),
        .. artifact.Manifests.SelectMany(one => one.Manifest.Layers.Append(one.Manifest.Config)).Select(content => content.Digest),
    ];
}

using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Validates an artifact and its referrers against their types and the policy, before they are written or pushed.</summary>
/// <param name="catalog">The types that are known.</param>
/// <param name="destination">Where it goes.</param>
internal sealed class ArtifactValidation(ArtifactTypeCatalog catalog, Destination destination)
{
    /// <summary>The type of the artifact, where it is a defined one.</summary>
    internal TypeRecipe? Type { get; init; }

    /// <summary>The policy file, or empty.</summary>
    internal string Policy { get; init; } = "";

    /// <summary>Validates against the types, the policy, and the rules for files inside of archives.</summary>
    /// <param name="inputs">What the author says.</param>
    /// <param name="plan">The plan of the artifact.</param>
    /// <param name="artifact">The packed artifact with its referrers.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>What was found. An artifact without an error may be written and pushed.</returns>
    /// <exception cref="OciException">Content or the policy cannot be read.</exception>
    internal async Task<IReadOnlyList<Finding>> FindAsync(
        ArtifactInputs inputs, ArtifactPlan plan, PackedArtifact artifact, CancellationToken cancellation)
    {
        // The config that a definition of the catalogue makes of publish output alone fits its schema, which takes a tenth of a second to check.
        var trustsConfig = inputs.Published != PublishedInput.None && Type?.MakesConfigAlone == true;
        var files = plan.OwnManifests.SelectMany(manifest => manifest.Layers).SelectMany(layer => layer.Files).Select(file => file.SourcePath);
        return
        [
            .. Type?.Findings ?? [],
            .. await FindAsync(artifact, inputs.GenericLayerTypes, trustsConfig, files, cancellation).ConfigureAwait(false),
            .. Type is null ? [] : new ArchiveFindings(Type).Find(plan),
        ];
    }

    private async Task<List<Finding>> FindAsync(
        PackedArtifact artifact, bool allowsGenericLayers, bool trustsConfig, IEnumerable<string> files, CancellationToken cancellation)
    {
        var policy = Policy.Length > 0 ? await RegistryPolicy.ReadAsync(Policy, cancellation).ConfigureAwait(false) : null;
        var own = new ArtifactCheck(catalog) { Definition = Type?.Definition, AllowsGenericLayers = allowsGenericLayers, TrustsConfig = trustsConfig };
        var other = new ArtifactCheck(catalog) { AllowsGenericLayers = allowsGenericLayers };
        var findings = new List<Finding>();
        if (artifact.Index?.ArtifactType is { } joined && Denied(policy, joined) is { } refused) findings.Add(refused);
        foreach (var one in artifact.AllManifests)
        {
            var check = artifact.Manifests.Contains(one) ? own : other;
            findings.AddRange(await check.RunAsync(one.Manifest, artifact, cancellation).ConfigureAwait(false));
            if (one.Manifest.Subject is not null)
            {
                findings.AddRange(await AttestationCheck.RunAsync(one.Manifest, artifact, About(artifact), files, cancellation).ConfigureAwait(false));
            }

            // An artifact without a registry is not sent anywhere, so neither the registry's habits nor the policy apply.
            if (destination.Registry is not { } registry) continue;
            if (RegistryProfiles.Check(one.Manifest, registry) is { } filter) findings.Add(filter);
            if (policy?.Check(one.Manifest, registry, destination.Repository) is { } denied) findings.Add(denied);
        }

        if (Type is not null)
        {
            findings.AddRange(DestinationCheck.Check(Type.Definition, (Type.RepositoryName, Type.OwnVersion), destination.Repository, destination.Tags));
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

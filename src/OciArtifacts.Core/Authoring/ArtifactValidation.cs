using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Validates an artifact and its referrers against their types and the policy, before they are written or pushed.</summary>
/// <param name="catalog">The known types.</param>
/// <param name="destination">The destination of the artifact.</param>
internal sealed class ArtifactValidation(ArtifactTypeCatalog catalog, Destination destination)
{
    /// <summary>The type of the artifact; <see langword="null"/> for a media type without a definition.</summary>
    internal FilledType? Type { get; init; }

    /// <summary>The path of the policy file, or empty.</summary>
    internal string Policy { get; init; } = "";

    /// <summary>Validates against the types, the policy, and the rules for files in archives.</summary>
    /// <param name="inputs">The files and values of the artifact.</param>
    /// <param name="plan">The plan of the artifact.</param>
    /// <param name="artifact">The packed artifact with its referrers.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>All problems. An artifact without an error may be written and pushed.</returns>
    /// <exception cref="OciException">Content or the policy cannot be read.</exception>
    internal async Task<IReadOnlyList<Finding>> FindAsync(
        ArtifactInputs inputs, ArtifactPlan plan, PackedArtifact artifact, CancellationToken cancellation)
    {
        // A config that a built-in type generates from publish output always fits its schema. The check takes about 100 ms.
        var trustsConfig = inputs.Published != PublishedInput.None && Type?.GeneratesWholeConfig == true;
        var files = plan.OwnManifests
            .SelectMany(manifest => manifest.Layers)
            .SelectMany(layer => layer.Files)
            .Select(file => file.SourcePath);
        return
        [
            .. Type?.Findings ?? [],
            .. await FindAsync(artifact, inputs.GenericLayerTypes, trustsConfig, files, cancellation).ConfigureAwait(false),
            .. Type is null ? [] : new ArchiveFindings(Type).Find(plan),
        ];
    }

    /// <summary>Validates only the referrers of an artifact that was published before.</summary>
    /// <returns>All problems. Referrers without an error may be pushed.</returns>
    /// <exception cref="OciException">Content or the policy cannot be read.</exception>
    internal async Task<IReadOnlyList<Finding>> FindAsync(PackedArtifact published, CancellationToken cancellation) =>
        await FindAsync(published, allowsGenericLayers: false, trustsConfig: false, [], cancellation).ConfigureAwait(false);

    private async Task<List<Finding>> FindAsync(
        PackedArtifact artifact, bool allowsGenericLayers, bool trustsConfig, IEnumerable<string> files, CancellationToken cancellation)
    {
        var policy = Policy.Length > 0 ? await RegistryPolicy.ReadAsync(Policy, cancellation).ConfigureAwait(false) : null;
        var referrerCheck = new ArtifactCheck(catalog) { AllowsGenericLayers = allowsGenericLayers };
        var artifactCheck = new ArtifactCheck(catalog)
        {
            Definition = Type?.Definition,
            AllowsGenericLayers = allowsGenericLayers,
            TrustsConfig = trustsConfig,
        };
        var findings = new List<Finding>();
        findings.AddRange(OtherTypes(artifact).Select(type => Denied(policy, type)).OfType<Finding>());
        // The manifests under the tags of cosign look like images, and their form is cosign's.
        var tagged = artifact.Referrers.Where(referrer => referrer.Tag is not null).Select(referrer => referrer.Manifest).ToHashSet();
        foreach (var one in artifact.AllManifests)
        {
            var check = artifact.Manifests.Contains(one) ? artifactCheck : referrerCheck;
            if (!tagged.Contains(one)) findings.AddRange(await check.RunAsync(one.Manifest, artifact, cancellation).ConfigureAwait(false));
            if (one.Manifest.Subject is { } subject)
            {
                var digests = DigestsOf(subject.Digest, artifact);
                var found = await AttestationCheck.RunAsync(one.Manifest, artifact, digests, files, cancellation).ConfigureAwait(false);
                findings.AddRange(found);
            }

            // Without a registry nothing is sent, so neither the limits of the registry nor the policy apply.
            if (destination.Registry is not { } registry) continue;
            if (RegistryProfiles.Check(one.Manifest, registry) is { } filter) findings.Add(filter);
            if (policy?.Check(one.Manifest, registry, destination.Repository) is { } denied) findings.Add(denied);
        }

        if (Type is not null)
        {
            var required = (Type.RepositoryName, Type.VersionInMetadata);
            findings.AddRange(DestinationCheck.Check(Type.Definition, required, destination.Repository, destination.Tags));
        }

        return findings;
    }

    // The types of the index and of what was published before: a push copies it to a repository that may not want it.
    private static IEnumerable<string> OtherTypes(PackedArtifact artifact) => artifact.Entries
        .Where(entry => entry.Source == EntrySource.Published)
        .Select(entry => entry.Content)
        .Concat(artifact.Referrers.Where(referrer => referrer.Manifest is null).Select(referrer => referrer.Content))
        .Select(content => content.ArtifactType)
        .Prepend(artifact.Index?.ArtifactType)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);

    private Finding? Denied(RegistryPolicy? policy, string artifactType) =>
        destination.Registry is { } registry ? policy?.Check(artifactType, registry, destination.Repository) : null;

    // The digests that a statement may be about: the subject, then what the subject names, and what its entries name. Few referrers
    // are statements, so the list is made only when it is read.
    private static IEnumerable<Digest> DigestsOf(Digest subject, PackedArtifact artifact)
    {
        var isRoot = subject == artifact.Root.Digest;
        var manifests = artifact.AllManifests
            .Where(one => one.Content.Digest == subject || (isRoot && artifact.Manifests.Contains(one)))
            .ToList();
        return manifests.Select(one => one.Content)
            .Concat(isRoot ? artifact.Entries.Select(entry => entry.Content) : [])
            .Concat(manifests.SelectMany(one => one.Manifest.Layers.Append(one.Manifest.Config)))
            .Select(content => content.Digest)
            .Prepend(subject);
    }
}

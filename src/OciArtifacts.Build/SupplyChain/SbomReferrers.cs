using OciArtifacts.Build.Packing;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>
/// Promises an SBOM in each format that the project wants: one of each manifest that is packed here, and for an index one that
/// names its entries. An inner build makes the SBOM of its own manifest, so the outer build finds it as a referrer of the entry.
/// </summary>
/// <param name="settings">What the project gives to the SBOM.</param>
/// <param name="output">The publish output; <see langword="null"/> where it is not part of the artifact.</param>
internal sealed class SbomReferrers(SbomSettings settings, PublishOutput? output) : IBuildReferrers
{
    /// <inheritdoc/>
    public IReadOnlyList<ReferrerPromise> PromisesFor(ReferrerContext subject)
    {
        var collected = new Lazy<SbomContents>(() => new SbomContents(settings, output, subject));
        return [.. settings.Formats.SelectMany(format => PromisesOf(format, subject, collected))];
    }

    private IEnumerable<ReferrerPromise> PromisesOf(SbomFormat format, ReferrerContext subject, Lazy<SbomContents> contents)
    {
        var spec = subject.Inputs.ImageSpec ?? ImageSpecVersion.V1_1;
        if (subject.Plan.OwnManifests.Any())
        {
            Task<ArtifactPart?> ProduceAsync(ReferrerSubject one, CancellationToken cancellation) => Task.FromResult(
                PlanOf(one, subject.Plan) is { } plan
                    ? Part(contents.Value.Of(ArtifactOf(one, plan, subject), plan, cancellation))
                    : null);

            yield return new ReferrerPromise(format.MediaType, ProduceAsync) { Selector = ReferrerSelector.Entries };
        }

        if (subject.Plan is not IndexPlan index) yield break;
        yield return new ReferrerPromise(format.MediaType, async (one, cancellation) =>
        {
            var entries = await new SbomEntries(format, subject).ReadAsync(one.Artifact, cancellation).ConfigureAwait(false);
            return Part(new SbomDocument(ArtifactOf(one, index, subject))
            {
                Date = settings.Date,
                Tools = settings.Tools,
                Entries = entries,
            });
        });

        ArtifactPart Part(SbomDocument document) => ArtifactPart.Of(SbomReferrer.PlanOf(format, document, spec));
    }

    // The plan of the manifest; an entry that was packed before, or published, has none.
    private static ManifestPlan? PlanOf(ReferrerSubject subject, ArtifactPlan plan)
    {
        if (plan is ManifestPlan manifest) return manifest;
        var entries = subject.Artifact.Entries.Zip(((IndexPlan)plan).Entries);
        return entries.FirstOrDefault(entry => entry.First.Content.Digest == subject.Content.Digest).Second?.Part.Plan;
    }

    private SbomArtifact ArtifactOf(ReferrerSubject subject, ArtifactPlan plan, ReferrerContext context)
    {
        var license = plan.Annotations.GetValueOrDefault(Annotations.Licenses, "");
        return new SbomArtifact(context.Name, context.Version, subject.Content)
        {
            ArtifactType = plan.ArtifactType,
            IsApplication = output?.Files is not null || !plan.OwnManifests.Any(),
            License = license.Length > 0 && LicenseExpression.Problem(license) is null ? license : "",
        };
    }
}

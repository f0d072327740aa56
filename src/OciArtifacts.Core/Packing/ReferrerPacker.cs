using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>Makes the promised referrers of a plan, each when the digest of its subject is known.</summary>
/// <param name="packerFor">Creates the packer of a referrer. The text makes the file names of the referrer unique.</param>
/// <param name="memory">The referrers of an earlier run, or <see langword="null"/>.</param>
internal sealed class ReferrerPacker(Func<string, ManifestPacker> packerFor, IReferrerMemory? memory)
{
    private readonly List<PackedReferrer> _made = [];

    /// <summary>Whether the plan, or an entry of it, promises a referrer.</summary>
    internal static bool HasPromises(ArtifactPlan plan) =>
        plan.Referrers.Count > 0 || (plan as IndexPlan)?.Entries.Any(entry => entry.Part.Plan?.Referrers.Count > 0) == true;

    /// <summary>Makes all referrers, first those that the plans of entries promise.</summary>
    /// <returns>The artifact with its referrers.</returns>
    /// <exception cref="OciException">A producer fails, or makes an artifact without this subject.</exception>
    internal async Task<PackedArtifact> AttachAsync(PackedArtifact artifact, ArtifactPlan plan, CancellationToken cancellation)
    {
        var entries = (plan as IndexPlan)?.Entries ?? [];
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Part.Plan is not { Referrers.Count: > 0 } own) continue;
            IReadOnlyList<Descriptor> root = [artifact.Entries[i].Content];
            artifact = await MakeAllAsync(artifact, own.Referrers, root, [], $"entry {i}", cancellation).ConfigureAwait(false);
        }

        IReadOnlyList<Descriptor> contents = [.. artifact.Entries.Select(entry => entry.Content)];
        return await MakeAllAsync(artifact, plan.Referrers, [artifact.Root], contents, "root", cancellation).ConfigureAwait(false);
    }

    private async Task<PackedArtifact> MakeAllAsync(
        PackedArtifact artifact,
        IReadOnlyList<ReferrerPromise> promises,
        IReadOnlyList<Descriptor> root,
        IReadOnlyList<Descriptor> entries,
        string place,
        CancellationToken cancellation)
    {
        for (var i = 0; i < promises.Count; i++)
        {
            // A referrer of one promise can be the subject of the next promise, so each referrer is added at once.
            var subjects = SubjectsOf(promises[i].Selector, root, entries);
            for (var j = 0; j < subjects.Count; j++)
            {
                var subject = new ReferrerSubject(subjects[j], artifact);
                var referrer = await MakeAsync(promises[i], subject, $"\n{place} {i} {j}", cancellation).ConfigureAwait(false);
                if (referrer is null) continue;
                _made.Add(referrer);
                artifact = PackedJoin.With(artifact, referrer);
            }
        }

        return artifact;
    }

    private List<Descriptor> SubjectsOf(ReferrerSelector selector, IReadOnlyList<Descriptor> root, IReadOnlyList<Descriptor> entries)
    {
        if (selector.ReferrerType is { } type)
        {
            return [.. _made.Select(referrer => referrer.Content).Where(content => content.ArtifactType == type)];
        }

        IReadOnlyList<Descriptor> selectedEntries = selector.TakesEntries ? (entries.Count > 0 ? entries : root) : [];
        return [.. (selector.TakesRoot ? root : []).Concat(selectedEntries).DistinctBy(content => content.Digest)];
    }

    private async Task<PackedReferrer?> MakeAsync(
        ReferrerPromise promise, ReferrerSubject subject, string scope, CancellationToken cancellation)
    {
        var about = new Descriptor(subject.Content.MediaType, subject.Content.Digest, subject.Content.Size);
        if (promise.ProducerKey is { } key && memory?.Find(about.Digest, key) is { } known) return ReferrerOf(known, promise, about);
        if (await promise.ProduceAsync(subject, cancellation).ConfigureAwait(false) is not { } part) return null;
        if (part.Plan is { } plan)
        {
            PlanTitles.Check(plan);
            return ReferrerOf(await packerFor(scope).PackAsync(plan, about, cancellation).ConfigureAwait(false), promise, about);
        }

        var made = part.Artifact!;
        var manifest = made.Manifests is [var packed] && packed.Content.Digest == made.Root.Digest
            ? packed
            : await packerFor(scope).TakeOverAsync(made.Root, made, cancellation).ConfigureAwait(false);
        return manifest.Manifest.Subject?.Digest == about.Digest ? ReferrerOf(manifest, promise, about) : throw new OciException(
            OciErrorCode.MalformedContent,
            $"The {promise.ArtifactType} {made.Root.Digest} was made for {about.Digest}, "
            + $"but its subject is {manifest.Manifest.Subject?.Digest.ToString() ?? "missing"}.");
    }

    private static PackedReferrer ReferrerOf(PackedManifest manifest, ReferrerPromise promise, Descriptor subject) => new(
        subject.Digest, manifest.Content with { ArtifactType = manifest.Manifest.EffectiveArtifactType })
    {
        Manifest = manifest,
        ProducerKey = promise.ProducerKey,
    };
}

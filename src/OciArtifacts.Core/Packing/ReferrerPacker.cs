using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>Keeps the promises of a plan: makes each referrer when the digest of its subject is known.</summary>
/// <param name="packerFor">Makes the packer of a referrer; the text keeps the files of referrers apart.</param>
/// <param name="memory">The referrers that an earlier run made, or none.</param>
internal sealed class ReferrerPacker(Func<string, ManifestPacker> packerFor, IReferrerMemory? memory)
{
    private readonly List<PackedReferrer> _made = [];

    /// <summary>Whether the plan, or an entry of it, promises a referrer.</summary>
    internal static bool HasPromises(ArtifactPlan plan) =>
        plan.Referrers.Count > 0 || (plan as IndexPlan)?.Entries.Any(entry => entry.Part.Plan?.Referrers.Count > 0) == true;

    /// <summary>Makes all referrers. Those of an entry's own plan come first.</summary>
    /// <returns>The artifact with its referrers.</returns>
    /// <exception cref="OciException">A producer fails, or makes something that does not refer to its subject.</exception>
    internal async Task<PackedArtifact> AttachAsync(PackedArtifact artifact, ArtifactPlan plan, CancellationToken cancellation)
    {
        var entries = (plan as IndexPlan)?.Entries ?? [];
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Part.Plan is not { Referrers.Count: > 0 } own) continue;
            artifact = await KeepAsync(artifact, own.Referrers, [artifact.Entries[i].Content], [], $"entry {i}", cancellation).ConfigureAwait(false);
        }

        return await KeepAsync(
            artifact, plan.Referrers, [artifact.Root], [.. artifact.Entries.Select(entry => entry.Content)], "root", cancellation).ConfigureAwait(false);
    }

    private async Task<PackedArtifact> KeepAsync(
        PackedArtifact artifact,
        IReadOnlyList<ReferrerPromise> promises,
        IReadOnlyList<Descriptor> root,
        IReadOnlyList<Descriptor> entries,
        string place,
        CancellationToken cancellation)
    {
        for (var i = 0; i < promises.Count; i++)
        {
            // What one promise makes can be the subject of the next one, so the artifact grows with each.
            var subjects = SubjectsOf(promises[i].Selector, root, entries);
            for (var j = 0; j < subjects.Count; j++)
            {
                var subject = new ReferrerSubject(subjects[j], artifact);
                if (await MakeAsync(promises[i], subject, $"\n{place} {i} {j}", cancellation).ConfigureAwait(false) is not { } referrer) continue;
                _made.Add(referrer);
                artifact = PackedJoin.With(artifact, referrer);
            }
        }

        return artifact;
    }

    private List<Descriptor> SubjectsOf(ReferrerSelector selector, IReadOnlyList<Descriptor> root, IReadOnlyList<Descriptor> entries)
    {
        if (selector.ReferrerType is { } type) return [.. _made.Select(referrer => referrer.Content).Where(content => content.ArtifactType == type)];
        IReadOnlyList<Descriptor> taken = selector.TakesEntries ? (entries.Count > 0 ? entries : root) : [];
        return [.. (selector.TakesRoot ? root : []).Concat(taken).DistinctBy(content => content.Digest)];
    }

    private async Task<PackedReferrer?> MakeAsync(ReferrerPromise promise, ReferrerSubject subject, string scope, CancellationToken cancellation)
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
            $"The {promise.ArtifactType} {made.Root.Digest} was made for {about.Digest}, but its subject is {manifest.Manifest.Subject?.Digest.ToString() ?? "missing"}.");
    }

    private static PackedReferrer ReferrerOf(PackedManifest manifest, ReferrerPromise promise, Descriptor subject) => new(
        subject.Digest, manifest.Content with { ArtifactType = manifest.Manifest.EffectiveArtifactType })
    {
        Manifest = manifest,
        ProducerKey = promise.ProducerKey,
    };
}

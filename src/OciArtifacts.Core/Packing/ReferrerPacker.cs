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
    /// <exception cref="OciException">
    /// A producer fails, or makes an artifact without this subject or of another type than it promised.
    /// </exception>
    internal async Task<PackedArtifact> AttachAsync(PackedArtifact artifact, ArtifactPlan plan, CancellationToken cancellation)
    {
        var entries = (plan as IndexPlan)?.Entries ?? [];
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Part.Plan is not { Referrers.Count: > 0 } own) continue;
            IReadOnlyList<Descriptor> root = [artifact.Entries[i].Content];
            var place = $"entry {entries[i].Platform} {i}";
            artifact = await MakeAllAsync(artifact, own.Referrers, root, [], place, cancellation).ConfigureAwait(false);
        }

        var kind = plan is IndexPlan ? "index" : "manifest";
        IReadOnlyList<Descriptor> contents = [.. artifact.Entries.Select(entry => entry.Content)];
        return await MakeAllAsync(artifact, plan.Referrers, [artifact.Root], contents, kind, cancellation).ConfigureAwait(false);
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
            foreach (var content in SubjectsOf(promises[i].Selector, root, entries, artifact.Referrers))
            {
                var subject = new ReferrerSubject(content, artifact);
                var scope = ScopeOf(promises[i], content, $"{place} {i}");
                var referrer = await MakeAsync(promises[i], subject, packerFor(scope), cancellation).ConfigureAwait(false);
                if (referrer is null) continue;
                _made.Add(referrer);
                artifact = PackedJoin.With(artifact, referrer);
            }
        }

        return artifact;
    }

    private static List<Descriptor> SubjectsOf(
        ReferrerSelector selector,
        IReadOnlyList<Descriptor> root,
        IReadOnlyList<Descriptor> entries,
        IReadOnlyList<PackedReferrer> existing)
    {
        if (selector.ReferrerType is { } type)
        {
            return [.. MadeFor([.. root, .. entries], existing).Where(content => content.ArtifactType == type)];
        }

        IReadOnlyList<Descriptor> selectedEntries = selector.TakesEntries ? (entries.Count > 0 ? entries : root) : [];
        return [.. (selector.TakesRoot ? root : []).Concat(selectedEntries).DistinctBy(content => content.Digest)];
    }

    // The referrers of these contents, the referrers of those referrers, and so on, without those of strangers. A subject is made before
    // its referrer.
    private static List<Descriptor> MadeFor(IReadOnlyList<Descriptor> contents, IReadOnlyList<PackedReferrer> referrers)
    {
        var subjects = contents.Select(content => content.Digest).ToHashSet();
        var made = referrers.Where(
            referrer => !referrer.IsForeign && subjects.Contains(referrer.Subject) && subjects.Add(referrer.Content.Digest));
        return [.. made.Select(referrer => referrer.Content)];
    }

    // The layers of a plan that needs no subject are the same for each subject, so they are packed once. What a producer makes
    // belongs to its subject: a later run must not overwrite it for another one, because it may be kept.
    private static string ScopeOf(ReferrerPromise promise, Descriptor subject, string place) => promise.Plan is not null
        ? $"\n{place}"
        : $"\n{place} {subject.Digest} {promise.ArtifactType} {promise.ProducerKey}";

    private async Task<PackedReferrer?> MakeAsync(
        ReferrerPromise promise, ReferrerSubject subject, ManifestPacker packer, CancellationToken cancellation)
    {
        var about = new Descriptor(subject.Content.MediaType, subject.Content.Digest, subject.Content.Size);
        if (promise.ProducerKey is { } key)
        {
            if (_made.Any(one => (one.Subject, one.Content.ArtifactType, one.ProducerKey) == (about.Digest, promise.ArtifactType, key)))
            {
                throw new ArgumentException(
                    $"Two promises of the plan make the {promise.ArtifactType} of {about.Digest} with the key '{key}'.", nameof(promise));
            }

            if (memory?.Find(about.Digest, promise.ArtifactType, key) is { } known)
            {
                packer.Keep(known);
                return ReferrerOf(known, promise, about);
            }
        }

        if (await promise.ProduceAsync(subject, cancellation).ConfigureAwait(false) is not { } part) return null;
        if (part.Plan is { } plan)
        {
            if (plan.Referrers.Count > 0) throw new ArgumentException(ReferrerPromise.OwnReferrers, nameof(promise));
            PlanLayers.Check(plan);
            var inManifest = promise.TagOf is null ? about : null;
            return ReferrerOf(await packer.PackAsync(plan, inManifest, cancellation).ConfigureAwait(false), promise, about);
        }

        var made = part.Artifact!;
        if (made.Referrers.Count > 0) throw new ArgumentException(ReferrerPromise.OwnReferrers, nameof(promise));
        var manifest = made.Manifests is [var packed] && packed.Content.Digest == made.Root.Digest
            ? packed
            : await packer.TakeOverAsync(made.Root, made, cancellation).ConfigureAwait(false);
        return ReferrerOf(manifest, promise, about);
    }

    private static PackedReferrer ReferrerOf(PackedManifest manifest, ReferrerPromise promise, Descriptor subject)
    {
        var (digest, type) = (manifest.Manifest.Subject?.Digest, manifest.Manifest.EffectiveArtifactType);
        if (digest != (promise.TagOf is null ? subject.Digest : null)) throw Wrong($"its subject is {digest?.ToString() ?? "missing"}");
        if (promise.ArtifactType.Length > 0 && type != promise.ArtifactType) throw Wrong($"its type is {type}");
        return new PackedReferrer(subject.Digest, manifest.Content with { ArtifactType = type })
        {
            Manifest = manifest,
            ProducerKey = promise.ProducerKey,
            Tag = promise.TagOf?.Invoke(subject.Digest),
        };

        OciException Wrong(string what) => new(
            OciErrorCode.MalformedContent,
            $"The {promise.ArtifactType} {manifest.Content.Digest} was made for {subject.Digest}, but {what}.");
    }
}

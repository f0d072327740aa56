using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>Tells people how a push goes, and remembers what became of each content.</summary>
/// <param name="log">Where they are told.</param>
/// <param name="root">What tags name.</param>
/// <param name="packed">What is pushed.</param>
internal sealed class PushLog(TaskLoggingHelper log, Descriptor root, PackedContent packed)
{
    private readonly ConcurrentDictionary<Digest, CopyOutcome> _outcomes = new();
    private long _uploaded;

    /// <summary>What became of the content, or <see langword="null"/> where the copy did not look at it.</summary>
    internal CopyOutcome? OutcomeOf(Digest digest) => _outcomes.TryGetValue(digest, out var outcome) ? outcome : null;

    /// <summary>One line for each content.</summary>
    internal void Note(CopyEvent done)
    {
        _outcomes[done.Content.Digest] = done.Outcome;
        if (done.Outcome == CopyOutcome.Copied) Interlocked.Add(ref _uploaded, done.Content.Size);
        var rate = done.Outcome == CopyOutcome.Copied ? Amount.Rate(done.Content.Size, done.Elapsed) : "";
        log.LogMessage(
            MessageImportance.Normal, "{0}: {1}, {2}{3}, {4}", NameOf(done.Content.Digest), WordFor(done.Outcome), Amount.Bytes(done.Content.Size), rate, done.Content.Digest);
    }

    /// <summary>The line of what tags name already, where nobody has looked any further.</summary>
    internal static void NotePresent(TaskLoggingHelper log, Descriptor root) => log.LogMessage(
        MessageImportance.Normal, "{0}: {1}, {2}, {3}", NameOfRoot(root), WordFor(CopyOutcome.Present), Amount.Bytes(root.Size), root.Digest);

    /// <summary>A line now and then for what takes long: a build that is silent looks dead.</summary>
    internal void Note(CopyProgress under) => log.LogMessage(
        MessageImportance.High,
        "{0}: {1} of {2} after {3:0} s{4}",
        NameOf(under.Content.Digest),
        Amount.Bytes(under.Bytes),
        Amount.Bytes(under.Content.Size),
        under.Elapsed.TotalSeconds,
        Amount.Rate(under.Bytes, under.Elapsed));

    /// <summary>A fault that passes is waited for, and what the registry says is said: both without a setting to see it.</summary>
    internal void Note(RegistryEvent seen) =>
        log.LogMessage(seen.Kind == RegistryEventKind.Credentials ? MessageImportance.Normal : MessageImportance.High, "{0}", seen.Message);

    internal static string WordFor(CopyOutcome? outcome) => outcome switch
    {
        CopyOutcome.Copied => "uploaded",
        CopyOutcome.Mounted => "mounted",
        CopyOutcome.Present => "present",
        _ => "none",
    };

    /// <summary>How many bytes of content went to the registry.</summary>
    internal long BytesUploaded => Interlocked.Read(ref _uploaded);

    private static string NameOfRoot(Descriptor root) => root.MediaType == MediaType.Index ? "index" : "manifest";

    private string NameOf(Digest digest) => digest == root.Digest ? NameOfRoot(root) : NameOf(packed.Artifact, digest);

    private static string NameOf(PackedArtifact artifact, Digest digest) =>
        artifact.Index?.Manifests.FirstOrDefault(entry => entry.Digest == digest) is { } entry ? $"manifest {entry.Platform}"
        : artifact.Manifests.Any(one => one.Manifest.Config.Digest == digest) ? "config"
        : artifact.Referrers.FirstOrDefault(referrer => referrer.Content.Digest == digest) is { } attached ? $"referrer {attached.Manifest.EffectiveArtifactType}"
        : artifact.All.SelectMany(one => one.Layers).FirstOrDefault(layer => layer.Content.Digest == digest)?.Name ?? "empty";
}

using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>Writes the messages of a push, and remembers the outcome of each content.</summary>
/// <param name="log">The log of the task.</param>
/// <param name="record">The record of the artifact that is pushed.</param>
internal sealed class PushLog(TaskLoggingHelper log, PackRecord record)
{
    private readonly ConcurrentDictionary<Digest, CopyOutcome> _outcomes = new();
    private long _uploaded;

    /// <summary>How many bytes of content were uploaded.</summary>
    internal long BytesUploaded => Interlocked.Read(ref _uploaded);

    /// <summary>The outcome of the content, or <see langword="null"/> where the copy did not check it.</summary>
    internal CopyOutcome? OutcomeOf(Digest digest) => _outcomes.TryGetValue(digest, out var outcome) ? outcome : null;

    /// <summary>Writes the line of a content.</summary>
    internal void Note(CopyEvent done)
    {
        _outcomes[done.Content.Digest] = done.Outcome;
        if (done.Outcome == CopyOutcome.Copied) Interlocked.Add(ref _uploaded, done.Content.Size);
        var rate = done.Outcome == CopyOutcome.Copied ? Amount.Rate(done.Content.Size, done.Elapsed) : "";
        log.LogMessage(
            MessageImportance.Normal,
            "{0}: {1}, {2}{3}, {4}",
            NameOf(done.Content.Digest),
            PushOutcome.WordFor(done.Outcome),
            Amount.Bytes(done.Content.Size),
            rate,
            done.Content.Digest);
    }

    /// <summary>Writes the line of a root that all tags name already. Such a push checks no other content.</summary>
    internal void NotePresent() => log.LogMessage(
        MessageImportance.Normal,
        "{0}: {1}, {2}, {3}",
        NameOf(record.Root.Digest),
        PushOutcome.WordFor(CopyOutcome.Present),
        Amount.Bytes(record.Root.Size),
        record.Root.Digest);

    /// <summary>Writes a line every few seconds of a long upload, so that the build does not seem to hang.</summary>
    internal void Note(CopyProgress progress) => log.LogMessage(
        MessageImportance.High,
        "{0}: {1} of {2} after {3:0} s{4}",
        NameOf(progress.Content.Digest),
        Amount.Bytes(progress.Bytes),
        Amount.Bytes(progress.Content.Size),
        progress.Elapsed.TotalSeconds,
        Amount.Rate(progress.Bytes, progress.Elapsed));

    /// <summary>
    /// Writes the line of a retry or of a warning of the registry, which are visible by default, or of the credentials.
    /// </summary>
    internal void Note(RegistryEvent seen) =>
        log.LogMessage(seen.Kind == RegistryEventKind.Credentials ? MessageImportance.Normal : MessageImportance.High, "{0}", seen.Message);

    /// <summary>Writes a line for each tag that the tag policy left unchanged.</summary>
    internal void NoteSkipped(IReadOnlyList<string> given)
    {
        var (registry, repository) = (record.Destination.Registry, record.Destination.Repository);
        foreach (var tag in record.Destination.Tags.Except(given, StringComparer.Ordinal))
        {
            log.LogMessage(
                MessageImportance.High,
                "{0}/{1}:{2} is another artifact, and was left as it is (OciArtifactTagPolicy=Skip).",
                registry,
                repository,
                tag);
        }
    }

    private string NameOf(Digest digest)
    {
        if (digest == record.Root.Digest) return record.IsIndex ? "index" : "manifest";
        if (record.Entries.FirstOrDefault(entry => entry.Content.Digest == digest) is { } entry) return $"manifest {entry.Platform}";
        var referrer = record.Referrers.FirstOrDefault(one => one.Content.Digest == digest);
        if (referrer is not null) return $"referrer {referrer.Content.ArtifactType}";
        var manifests = record.Manifests.Concat(record.Referrers.Select(one => one.Manifest).OfType<RecordedManifest>()).ToList();
        if (manifests.SelectMany(one => one.Layers).FirstOrDefault(one => one.Content.Digest == digest) is { } layer) return layer.Name;
        if (manifests.Any(manifest => Digest.Sha256(manifest.ConfigBytes.Span) == digest)) return "config";

        // The rest belongs to an entry that was published before.
        return digest == Descriptor.Empty.Digest ? "empty" : "content";
    }
}

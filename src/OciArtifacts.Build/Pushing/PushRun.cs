using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Engine;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// The push of a packed artifact, in this order: read the record, copy the content, set the tags, record the outcome.
/// </summary>
/// <param name="engine">The engine, which keeps the connections of the build.</param>
/// <param name="workFolder">The folder with the record, an absolute path.</param>
/// <param name="settings">The checked settings of the push.</param>
/// <param name="early">The early work for this project.</param>
internal sealed class PushRun(
    IBuildEngine engine, string workFolder, (RegistryOptions Registry, ContentCopyOptions Copy) settings, IEarlyWork early)
{
    private readonly ReceiptFile _receipts = new(workFolder);

    /// <summary>
    /// Whether the push sends no request where its receipt says that the same artifact was pushed to the same
    /// destination.
    /// </summary>
    internal bool TrustsReceipt { get; init; }

    /// <summary>Whether the push fails where it would have to send something (<c>-question</c>).</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>Makes the log of the push.</summary>
    internal required Func<PackRecord, PushLog> LogFor { get; init; }

    /// <returns>The record of the artifact, and the outcome of the push.</returns>
    /// <exception cref="OciException">
    /// There is no packed artifact, the registry refuses a request, or content is missing or damaged.
    /// </exception>
    internal async Task<(PackRecord Record, PushOutcome Outcome)> RunAsync(CancellationToken cancellation)
    {
        var record = Read();
        var outcome = await CopyAndTagAsync(record, cancellation).ConfigureAwait(false);
        Record(record, outcome);
        return (record, outcome);
    }

    private PackRecord Read()
    {
        var record = _receipts.ReadPacked()?.Record ?? throw new OciException(
            OciErrorCode.FileAccess, $"No packed artifact can be read in '{workFolder}'. Pack first.");
        return record.Destination.Registry is not null ? record : throw new OciException(
            OciErrorCode.InvalidRegistry,
            "There is nowhere to push to: OciArtifactRegistry is not set. Write host[:port], for example ghcr.io or localhost:5000.");
    }

    // The copy sets the tags after all content.
    private async Task<PushOutcome> CopyAndTagAsync(PackRecord record, CancellationToken cancellation)
    {
        var tags = record.Destination.Tags;
        var isKnown = _receipts.ReadPushed()?.IsOf(record) == true;
        if (TrustsReceipt && isKnown) return new PushOutcome(Pushed: true, tags);

        var log = LogFor(record);
        var answers = await early.TakeTagsAsync(record.Destination, cancellation).ConfigureAwait(false);
        if (isKnown && answers?.NameAll(tags, record.Root.Digest) == true)
        {
            log.NotePresent();
            return new PushOutcome(Pushed: true, tags) { Requests = answers.Requests };
        }

        foreach (var seen in answers?.Events ?? []) log.Note(seen);
        using var registries = SharedRegistries.Of(engine);
        using var client = registries.Pool.Client(record.Destination.Registry!, settings.Registry with { Report = log.Note });
        var repository = client.Repository(record.Destination.Repository);
        var store = new PrefetchedTagStore(
            IsReadOnly ? new ReadOnlyStore(repository, repository.Name) : repository,
            repository,
            answers?.Tags ?? new Dictionary<string, Descriptor?>(StringComparer.Ordinal));
        var options = settings.Copy with { AreReferrersKnown = isKnown, Report = log.Note, Progress = log.Note };
        var content = new RecordedContent(record, place => Open(place, registries.Pool, log));
        using var copy = new ContentCopy(content, store, options);
        var referrers = record.Referrers.Select(referrer => referrer.Copied).ToList();
        var given = await copy.CopyAsync(record.Root, tags, referrers, cancellation).ConfigureAwait(false);
        log.NoteSkipped(given);

        // An artifact that the last push sent and whose tags still name it has its entries tagged.
        var wasPresent = isKnown && log.OutcomeOf(record.Root.Digest) == CopyOutcome.Present;
        if (!wasPresent && (given.Count > 0 || tags.Count == 0))
        {
            await TagEntriesAsync(record, content, store, options, cancellation).ConfigureAwait(false);
        }

        // The registry has the artifact, under its tags or, without tags, by its digest. Only the tag policy can leave
        // all tags unchanged.
        var isPushed = given.Count > 0 || tags.Count == 0;
        return new PushOutcome(isPushed, given)
        {
            // A tag that names the root proves that the registry has all content, so the copy did not check each
            // content.
            OutcomeOf = digest => log.OutcomeOf(digest) ?? (isPushed ? CopyOutcome.Present : null),
            BytesUploaded = log.BytesUploaded,
            Requests = client.Requests + (answers?.Requests ?? 0),
        };
    }

    // The places that a record names may be in other registries than the destination.
    private RegistryRepository Open(string place, RegistryPool pool, PushLog log)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        return pool.Client(place[..slash], settings.Registry with { Report = log.Note }).Repository(place[(slash + 1)..]);
    }

    // After the index, because its tag policy decides first. A registry deletes what has no tag much later.
    private static async Task TagEntriesAsync(
        PackRecord record, IContentSource content, IContentStore store, ContentCopyOptions options, CancellationToken cancellation)
    {
        foreach (var (entry, tag) in record.Entries.Zip(record.EntryTags))
        {
            using var copy = new ContentCopy(content, store, options);
            await copy.CopyAsync(entry.Content, [tag], cancellation).ConfigureAwait(false);
        }
    }

    private void Record(PackRecord record, PushOutcome outcome)
    {
        // A push that left the tags to another artifact is not the push of the receipt any more.
        var isKnown = _receipts.ReadPushed()?.IsOf(record) == true;
        if (isKnown != outcome.Pushed || (outcome.Pushed && !outcome.Tags.SequenceEqual(record.Destination.Tags, StringComparer.Ordinal)))
        {
            _receipts.Write(PushReceipt.Of(record, outcome.Tags));
        }
    }
}

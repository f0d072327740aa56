using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Examples.Tests;

/// <summary>A copy of an artifact with everything that refers to it.</summary>
[TestClass]
public sealed class CopyExample : LibraryExample
{
    private const string NoteType = "application/vnd.contoso.note.v1";

    [TestMethod]
    [DataRow("repository")]
    [DataRow("layout")]
    public async Task Copy_an_artifact_with_its_referrers(string destination)
    {
        using var client = new RegistryClient(Registry, new RegistryOptions { Access = RegistryAccess.Push });
        var from = client.Repository("staging/tool");
        var note = new ManifestPlan(NoteType, [PlannedLayer.OfBytes("note", "text/plain", "approved"u8.ToArray())]);
        var pushed = await PushAsync(ToolPlan("tool") with { Referrers = [ReferrerPromise.Of(note)] }, from, "1.0.0");

        // Another repository of the registry, a repository of another registry, or a folder: all are stores.
        IContentStore to = destination == "layout" ? new LayoutDirectory(Work["layout"]) : client.Repository("released/tool");

        var root = await from.ResolveAsync("1.0.0", Cancellation)
            ?? throw new OciException(OciErrorCode.ContentNotFound, $"{from.Name} has no tag 1.0.0.");
        var referrers = await ReferrersOfAsync(from, root, Cancellation);
        using var copy = new ContentCopy(from, to, new ContentCopyOptions());
        await copy.CopyAsync(root, ["1.0.0"], [.. referrers.Select(referrer => new CopiedReferrer(referrer))], Cancellation);

        Assert.AreEqual(root.Digest, (await ((ITagResolver)to).ResolveAsync("1.0.0", Cancellation))?.Digest);
        var copied = await ((IReferrerSource)to)
            .ListReferrersAsync(root.Digest, artifactType: null, Cancellation)
            .ToListAsync(Cancellation);
        Assert.AreSequenceEqual(pushed.Referrers.Select(one => one.Content.Digest), copied.Select(one => one.Digest));
    }

    /// <summary>The referrers of a manifest or index, of its entries, and of these referrers, each after its subject.</summary>
    private static async Task<IReadOnlyList<Descriptor>> ReferrersOfAsync(
        IReferrerSource source, Descriptor root, CancellationToken cancellation)
    {
        var referrers = new List<Descriptor>();
        var seen = new HashSet<Digest>();
        var subjects = new Queue<Descriptor>([root]);
        while (subjects.TryDequeue(out var subject))
        {
            if (!seen.Add(subject.Digest)) continue;
            if (MediaType.IsIndex(subject.MediaType))
            {
                foreach (var entry in await source.ReadChildrenAsync(subject, cancellation)) subjects.Enqueue(entry);
            }

            await foreach (var referrer in source.ListReferrersAsync(subject.Digest, artifactType: null, cancellation))
            {
                if (seen.Contains(referrer.Digest)) continue;
                referrers.Add(referrer);
                subjects.Enqueue(referrer);
            }
        }

        return referrers;
    }
}

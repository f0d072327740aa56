using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;

namespace OciArtifacts.Core.Tests.Registry.Referrers;

/// <summary>Manifests with a subject, and the list of them under a tag.</summary>
internal static class Subjects
{
    internal const string Signature = "application/vnd.example.signature";

    internal static Descriptor Subject { get; } = Descriptor.Of(MediaType.Manifest, "subject"u8);

    internal static string SubjectTag { get; } = ReferrersTag.For(Subject.Digest);

    internal static string TagPath { get; } = $"/v2/{RegistryPeer.Name}/manifests/{SubjectTag}";

    /// <summary>The registry's own list of referrers.</summary>
    internal static string ListPath { get; } = $"/v2/{RegistryPeer.Name}/referrers/{Subject.Digest}";

    /// <summary>Adds a referrer of the subject. Its blobs are in the registry.</summary>
    internal static Descriptor AddReferrer(this RegistryPeer peer, string name, string? artifactType = Signature, string? producer = null)
    {
        peer.Registry.AddBlob(RegistryPeer.Name, "{}"u8.ToArray());
        var config = Sample.Blob(peer.Source, "{}") with
        {
            MediaType = artifactType is null ? "application/vnd.example.config" : MediaType.Empty,
        };
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["other"] = "ö" };
        if (producer is not null) annotations[Annotations.Producer] = producer;
        var manifest = new Manifest(config, [Descriptor.Empty])
        {
            ArtifactType = artifactType,
            Subject = Subject,
            Annotations = annotations,
        };
        return peer.Source.Add(MediaType.Manifest, manifest.ToBytes());
    }

    internal static Task AttachAsync(this RegistryPeer peer, Descriptor referrer) =>
        peer.Repository.PutAsync(referrer, peer.Source, CancellationToken.None);

    /// <summary>Puts other content under the tag, as another client would.</summary>
    internal static void Occupy(this RegistryPeer peer, string mediaType, byte[] bytes) =>
        peer.Registry.AddManifest(RegistryPeer.Name, SubjectTag, mediaType, bytes);

    internal static byte[] TagBytes(this RegistryPeer peer)
    {
        Assert.IsTrue(peer.Registry.TryGetManifest(RegistryPeer.Name, SubjectTag, out var bytes, out _), "Nothing has the tag.");
        return bytes;
    }

    internal static void AssertListed(this RegistryPeer peer, params Descriptor[] referrers)
    {
        var index = ImageIndex.Parse(peer.TagBytes());
        Assert.AreSequenceEqual(referrers.Select(referrer => referrer.Digest), index.Manifests.Select(listed => listed.Digest));
    }
}

using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.Tests.SupplyChain;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>Signatures that this library makes, and those of others.</summary>
public abstract class SignatureTests : LibraryTests
{
    private protected const string Predicate = "https://example.com/predicate/v1";

    private protected static ManifestPlan Subject { get; } =
        new("application/vnd.example.v1", [PlannedLayer.OfBytes("content", MediaType.OctetStream, "content"u8.ToArray())]);

    private protected RegistryClient Client(string host) => new(host, Options());

    /// <summary>Packs the plan and pushes it with its referrers.</summary>
    private protected async Task<PackedArtifact> PushAsync(RegistryRepository to, ManifestPlan plan, params IReadOnlyList<string> tags)
    {
        var artifact = await new ArtifactPacker(NewFolder().Path).PackAsync(plan, Cancellation);
        using var copy = new ContentCopy(artifact, to, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, tags, artifact.CopiedReferrers, Cancellation);
        return artifact;
    }

    /// <summary>Promises a referrer with this plan, which can depend on the digest of its subject.</summary>
    private protected static ReferrerPromise Promise(Func<Descriptor, ManifestPlan> plan) => new(
        plan(Descriptor.Empty).ArtifactType, (subject, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(plan(subject.Content))));

    private protected async Task<byte[]> ReadAsync(IContentSource from, Descriptor content) =>
        await from.ReadAllAsync(content, ContentReading.LargestManifest, Cancellation);

    /// <summary>Writes the public key of a test as a file.</summary>
    private protected string KeyFile(PublicKey key)
    {
        var path = NewFolder()["key.pub"];
        File.WriteAllText(path, key.ToPem());
        return path;
    }

    private protected static SigningKey Key(string name) => TestKeys.Signing(name);

    /// <summary>The only layer of the plan with other bytes.</summary>
    private protected static ManifestPlan Changed(ManifestPlan plan, string text, string to) =>
        plan with { Layers = [plan.Layers.Single() with { Bytes = Changed(plan.Layers.Single().Bytes!.Value.ToArray(), text, to) }] };

    private protected static byte[] Changed(byte[] bytes, string text, string to)
    {
        var before = Encoding.UTF8.GetString(bytes);
        Assert.Contains(text, before);
        return Encoding.UTF8.GetBytes(before.Replace(text, to, StringComparison.Ordinal));
    }
}

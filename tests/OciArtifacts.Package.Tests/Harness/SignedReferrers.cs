using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>Referrers in a registry, read without the library under test.</summary>
/// <param name="registry">The registry.</param>
/// <param name="repository">The repository.</param>
internal sealed class SignedReferrers(TestRegistry registry, string repository)
{
    internal const string Spdx = "application/spdx+json";
    internal const string CycloneDx = "application/vnd.cyclonedx+json";
    internal const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
    internal const string Notation = "application/vnd.cncf.notary.signature";

    /// <summary>The referrers of a digest: artifact type and digest, in ordinal order.</summary>
    internal async Task<IReadOnlyList<(string Type, string Digest)>> OfAsync(string subject)
    {
        using var client = new LocalClient(null);
        var list = await client.GetByteArrayAsync(new Uri(registry.Address, $"/v2/{repository}/referrers/{subject}"));
        using var json = JsonDocument.Parse(list);
        return
        [
            .. json.RootElement.GetProperty("manifests").EnumerateArray()
                .Select(one => (one.GetProperty("artifactType").GetString()!, one.GetProperty("digest").GetString()!))
                .OrderBy(one => one, Comparer<(string, string)>.Create(static (a, b) => string.CompareOrdinal($"{a}", $"{b}"))),
        ];
    }

    /// <summary>The types of the referrers of a digest, in ordinal order.</summary>
    internal async Task<IReadOnlyList<string>> TypesAsync(string subject) => [.. (await OfAsync(subject)).Select(one => one.Type)];

    /// <summary>The types of the predicates that the key has stated about the digest, in Sigstore bundles.</summary>
    internal async Task<IReadOnlyList<string>> PredicatesAsync(string subject, string publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicKey);
        var predicates = new List<string>();
        foreach (var (_, digest) in (await OfAsync(subject)).Where(one => one.Type == Bundle))
        {
            using var bundle = JsonDocument.Parse(LayerOf(digest));
            var envelope = bundle.RootElement.GetProperty("dsseEnvelope");
            var (type, payload) = (envelope.GetProperty("payloadType").GetString()!, envelope.GetProperty("payload").GetBytesFromBase64());
            byte[] signed = [.. Encoding.UTF8.GetBytes($"DSSEv1 {type.Length} {type} {payload.Length} "), .. payload];
            var signature = envelope.GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64();
            if (!key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)) continue;
            using var statement = JsonDocument.Parse(payload);
            var about = statement.RootElement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString();
            Assert.AreEqual(subject, $"sha256:{about}");
            predicates.Add(statement.RootElement.GetProperty("predicateType").GetString()!);
        }

        return [.. predicates.Order(StringComparer.Ordinal)];
    }

    private byte[] LayerOf(string digest)
    {
        Assert.IsTrue(registry.TryGetManifest(repository, digest, out var manifest, out _));
        Assert.IsTrue(registry.TryGetBlob(repository, OciManifest.Parse(manifest).Layers.Single().Digest, out var layer));
        return layer;
    }
}

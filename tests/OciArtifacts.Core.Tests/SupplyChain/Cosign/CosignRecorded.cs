using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Cosign;

/// <summary>What cosign 2.5 made (Recorded/README.md).</summary>
internal static class CosignRecorded
{
    internal static readonly Digest Subject = Digest.Parse("sha256:b55323512cf30b29c1e666a0b7798da6dde59c11cc04f34d6f05bee7fd6bbeeb");

    internal static PublicKey Key => PublicKey.Parse(Encoding.UTF8.GetString(Read("cosign.pub")), "The key");

    internal static byte[] Read(string name) =>
        File.ReadAllBytes(Checkout.Path($"tests/OciArtifacts.Core.Tests/SupplyChain/Cosign/Recorded/{name}"));

    /// <summary>The same bytes with one character of the text changed.</summary>
    internal static byte[] Changed(byte[] bytes, string text, string to)
    {
        var json = Encoding.UTF8.GetString(bytes);
        Assert.Contains(text, json);
        return Encoding.UTF8.GetBytes(json.Replace(text, to, StringComparison.Ordinal));
    }
}

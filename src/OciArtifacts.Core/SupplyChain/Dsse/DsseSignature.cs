namespace OciArtifacts.Core.SupplyChain.Dsse;

/// <summary>A signature of an envelope.</summary>
/// <param name="Bytes">The raw signature.</param>
/// <param name="KeyId">A hint at the key. It decides nothing.</param>
internal sealed record DsseSignature(ReadOnlyMemory<byte> Bytes, string? KeyId = null);

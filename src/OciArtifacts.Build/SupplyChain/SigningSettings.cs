using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Signers;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>The checked settings of signing. None of them is secret: keys are places.</summary>
internal sealed record SigningSettings
{
    /// <summary>Whether cosign's signatures and attestations are made.</summary>
    internal bool IsCosign { get; init; }

    /// <summary>Whether signatures of the Notary Project are made.</summary>
    internal bool IsNotation { get; init; }

    /// <summary>The places of the key; <see langword="null"/> where another program has it.</summary>
    internal SigningKeyOptions? Key { get; init; }

    /// <summary>The file of the key, an absolute path; <see langword="null"/> for a key in an environment variable.</summary>
    internal string? KeyFile { get; init; }

    /// <summary>The program that signs, an absolute path, or <see langword="null"/>.</summary>
    internal string? Program { get; init; }

    /// <summary>The key of a Notation plug-in, or <see langword="null"/>.</summary>
    internal PlugInKey? PlugIn { get; init; }

    /// <summary>The server for time stamps, or <see langword="null"/>.</summary>
    internal Uri? TimestampServer { get; init; }
}

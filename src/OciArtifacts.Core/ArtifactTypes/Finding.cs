namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>Something that a check found.</summary>
/// <param name="Code">What is the matter.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was wanted, what is and what to do.</param>
public sealed record Finding(OciErrorCode Code, FindingSeverity Severity, string Message)
{
    /// <summary>What was wanted, what is and what to do. What can be a secret in an address is taken out of it.</summary>
    public string Message { get; init; } = ShownText.WithoutSecrets(Message);

    /// <summary>The content that it is about, where it is about one layer.</summary>
    internal Model.Digest? LayerDigest { get; init; }

    /// <summary>The input that has to be changed, for a caller that can say where its user sets it.</summary>
    internal Remedy Remedy { get; init; }
}

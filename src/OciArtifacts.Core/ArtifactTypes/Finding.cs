namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>Something that a check found.</summary>
/// <param name="Code">The kind of the problem.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">A sentence that says what was expected, what was found, and what to do.</param>
public sealed record Finding(OciErrorCode Code, FindingSeverity Severity, string Message)
{
    /// <summary>
    /// A sentence that says what was expected, what was found, and what to do. Parts of addresses that can be secrets
    /// are removed.
    /// </summary>
    public string Message { get; init; } = ShownText.WithoutSecrets(Message);

    /// <summary>The layer that the finding is about, if it is about a single layer.</summary>
    internal Model.Digest? LayerDigest { get; init; }

    /// <summary>
    /// The input that has to be changed. A caller with settings of its own adds the name of the setting.
    /// </summary>
    internal Remedy Remedy { get; init; }
}

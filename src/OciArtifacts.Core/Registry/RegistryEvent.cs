namespace OciArtifacts.Core.Registry;

/// <summary>
/// Something that users may want to know while a client speaks to a registry. Failures are exceptions instead.
/// </summary>
/// <param name="Kind">The kind of the event.</param>
/// <param name="Message">A sentence for users. It never has a secret.</param>
public sealed record RegistryEvent(RegistryEventKind Kind, string Message)
{
    /// <summary>A sentence for users. It never has a secret.</summary>
    public string Message { get; init; } = ShownText.WithoutSecrets(Message);
}

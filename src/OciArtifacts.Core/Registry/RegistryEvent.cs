namespace OciArtifacts.Core.Registry;

/// <summary>Something to tell people of while a registry is spoken to. No failure: those are thrown.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">A sentence for people. It never holds a secret.</param>
public sealed record RegistryEvent(RegistryEventKind Kind, string Message)
{
    /// <summary>A sentence for people. It never holds a secret.</summary>
    public string Message { get; init; } = ShownText.WithoutSecrets(Message);
}

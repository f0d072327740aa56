namespace OciArtifacts.Core.Registry;

/// <summary>What a <see cref="RegistryEvent"/> is about.</summary>
public enum RegistryEventKind
{
    /// <summary>Whose credentials are used, and where they were found.</summary>
    Credentials,

    /// <summary>A request failed in a way that may pass, and is sent again after a pause.</summary>
    Retry,

    /// <summary>What the registry wants people to know (<c>Warning</c> header; distribution-spec 1.1.1, "Warnings"), each text once.</summary>
    Warning,
}

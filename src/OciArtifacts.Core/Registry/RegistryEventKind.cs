namespace OciArtifacts.Core.Registry;

/// <summary>The kind of a <see cref="RegistryEvent"/>.</summary>
public enum RegistryEventKind
{
    /// <summary>Which credentials the client uses, and where it found them.</summary>
    Credentials,

    /// <summary>A request failed, and is repeated after a pause because the failure may be transient.</summary>
    Retry,

    /// <summary>
    /// A warning of the registry (<c>Warning</c> header; distribution-spec 1.1.1, "Warnings"). Each text is reported
    /// once.
    /// </summary>
    Warning,
}

namespace OciArtifacts.TestKit;

/// <summary>How the registry writes the Location of an upload session; the spec allows all of them.</summary>
public enum LocationStyle
{
    /// <summary>Scheme, host and path.</summary>
    Absolute,

    /// <summary>A path that starts with a slash, without a host.</summary>
    Relative,

    /// <summary>Only the last segment: it means something else after a redirect than before it.</summary>
    RelativeToPath,

    /// <summary>A URL of <see cref="TestRegistry.OtherHost"/>, where nobody asks for credentials.</summary>
    OtherHost,
}

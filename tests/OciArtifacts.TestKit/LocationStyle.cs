namespace OciArtifacts.TestKit;

/// <summary>
/// How the registry writes the Location of an upload session. The specification allows all of these forms.
/// </summary>
public enum LocationStyle
{
    /// <summary>Scheme, host and path.</summary>
    Absolute,

    /// <summary>A path that starts with a slash, without a host.</summary>
    Relative,

    /// <summary>Only the last segment, which a client has to resolve against the right URL after a redirect.</summary>
    RelativeToPath,

    /// <summary>A URL of <see cref="TestRegistry.OtherHost"/>, which demands no credentials.</summary>
    OtherHost,
}

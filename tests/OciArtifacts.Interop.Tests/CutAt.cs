namespace OciArtifacts.Interop.Tests;

/// <summary>Where a <see cref="CuttingRelay"/> ends a connection.</summary>
internal enum CutAt
{
    /// <summary>While something is sent to the registry.</summary>
    Request,

    /// <summary>When the body of the next request begins; the registry sees its headers and nothing more.</summary>
    NextBody,

    /// <summary>While the registry sends something.</summary>
    Answer,
}

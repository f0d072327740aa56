namespace OciArtifacts.Interop.Tests;

/// <summary>The moment when a <see cref="CuttingRelay"/> ends a connection.</summary>
internal enum CutAt
{
    /// <summary>While the client sends bytes to the registry.</summary>
    Request,

    /// <summary>When the body of the next request begins. The registry receives only its headers.</summary>
    NextBody,

    /// <summary>While the registry sends bytes to the client.</summary>
    Answer,
}

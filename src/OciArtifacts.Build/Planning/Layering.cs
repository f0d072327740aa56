namespace OciArtifacts.Build.Planning;

/// <summary>How publish output is cut into layers.</summary>
internal enum Layering
{
    /// <summary>By where each file came from, least volatile first.</summary>
    Provenance,

    /// <summary>All in one.</summary>
    Single,

    /// <summary>Each file as a blob of its own.</summary>
    PerFile,
}

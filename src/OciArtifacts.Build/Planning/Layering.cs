namespace OciArtifacts.Build.Planning;

/// <summary>How publish output is divided into layers.</summary>
internal enum Layering
{
    /// <summary>One layer for each origin of files; the layers that change least come first.</summary>
    Provenance,

    /// <summary>One layer for all files.</summary>
    Single,

    /// <summary>One blob for each file.</summary>
    PerFile,
}

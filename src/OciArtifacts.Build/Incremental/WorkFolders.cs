using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Incremental;

/// <summary>The files in the work folder of a project.</summary>
internal static class WorkFolders
{
    /// <summary>The folder of archives.</summary>
    internal static string Layers(string workFolder) => Path.Combine(workFolder, "layers");

    /// <summary>The folder of the referrers that are made of an artifact that was published before.</summary>
    internal static string OfSubject(string workFolder, Digest subject) => Path.Combine(workFolder, "subjects", subject.Encoded[..16]);

    /// <summary>The digest cache.</summary>
    internal static string Digests(string workFolder) => Path.Combine(workFolder, "digests.bin");

    /// <summary>Whether an earlier packing used the folder, with or without success.</summary>
    internal static bool HasPacked(string workFolder) => File.Exists(Digests(workFolder));
}

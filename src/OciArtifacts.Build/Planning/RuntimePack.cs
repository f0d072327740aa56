namespace OciArtifacts.Build.Planning;

/// <summary>A runtime pack that the SDK resolved: a package with the files of a shared framework.</summary>
/// <param name="Id">The id of the package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">The folder of the unpacked package, an absolute path, or empty.</param>
/// <param name="Framework">The name of the shared framework.</param>
internal sealed record RuntimePack(string Id, string Version, string Folder, string Framework);

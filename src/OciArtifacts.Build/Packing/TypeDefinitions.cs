using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Build.Packing;

/// <summary>Reads the type definitions that a project adds to the catalogue.</summary>
internal static class TypeDefinitions
{
    /// <param name="paths">The files, absolute paths.</param>
    /// <param name="trackInput">Called for each file before it is read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Core.OciException">
    /// A file is not a type definition, or defines a type that exists already.
    /// </exception>
    internal static async Task<ArtifactTypeCatalog> ReadAsync(
        IEnumerable<string> paths, Action<string> trackInput, CancellationToken cancellation)
    {
        var definitions = new List<ArtifactTypeDefinition>();

        // A project can import the same package twice, and then has the same file twice.
        foreach (var path in paths.Distinct(StringComparer.Ordinal))
        {
            trackInput(path);
            definitions.Add(await ArtifactTypeFile.ReadAsync(path, cancellation).ConfigureAwait(false));
        }

        return ArtifactTypeCatalog.BuiltIn.With(definitions);
    }
}

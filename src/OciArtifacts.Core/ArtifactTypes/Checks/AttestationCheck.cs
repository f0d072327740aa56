using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Checks that a statement that is attached speaks of what it is attached to: a consumer that verifies it would refuse it.</summary>
public static class AttestationCheck
{
    private const string Statement = "application/vnd.in-toto+json";
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>Checks the layers of a manifest that are statements.</summary>
    /// <param name="manifest">What is attached.</param>
    /// <param name="source">Has its layers.</param>
    /// <param name="about">What it is attached to, first, and all that this names.</param>
    /// <param name="files">The files that are in what it is attached to, absolute paths. They are read where a statement speaks of nothing else.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="OciException">A layer cannot be read.</exception>
    public static async Task<IReadOnlyList<Finding>> RunAsync(Manifest manifest, IContentSource source, IReadOnlyCollection<Digest> about, IEnumerable<string> files, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var layer in manifest.Layers.Where(layer => layer.MediaType == Statement && layer.Size <= Largest))
        {
            if (AttestationFacts.Check(await source.ReadAllAsync(layer, Largest, cancellation).ConfigureAwait(false), layer, about, files) is { } finding) findings.Add(finding);
        }

        return findings;
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>Plans the manifest that attaches a document to an artifact.</summary>
internal static class SbomReferrer
{
    /// <summary>One layer with the document. Its media type is the artifact type too.</summary>
    /// <param name="format">The format of the document.</param>
    /// <param name="document">The facts.</param>
    /// <param name="imageSpec">The form of the manifest.</param>
    internal static ManifestPlan PlanOf(SbomFormat format, SbomDocument document, ImageSpecVersion imageSpec)
    {
        var layer = PlannedLayer.OfBytes(format.FileName, format.MediaType, format.Write(document)) with
        {
            Annotations = Annotation(Annotations.Title, format.FileName),
        };
        return new ManifestPlan(format.MediaType, [layer])
        {
            ImageSpec = imageSpec,
            Annotations = document.Date is { } date ? Annotation(Annotations.Created, Rfc3339.Format(date)) : Annotation(key: null, ""),
        };
    }

    private static Dictionary<string, string> Annotation(string? key, string value)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (key is not null) annotations[key] = value;
        return annotations;
    }
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Answers;

/// <summary>
/// Reads the answer to a HEAD request (distribution-spec 1.1.1, "Checking if content exists in the registry").
/// </summary>
internal static class HeadAnswer
{
    /// <summary>
    /// Whether the answer is about that content. A blob of another size is damaged, and uploading it again repairs it.
    /// </summary>
    internal static bool Describes(Descriptor content, HttpResponseMessage response) =>
        response.Content.Headers.ContentLength is { } length ? length == content.Size : response.Headers.Contains("Docker-Content-Digest");
}

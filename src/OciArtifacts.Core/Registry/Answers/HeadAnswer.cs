using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Answers;

/// <summary>What the answer to a HEAD request says of content (distribution-spec 1.1.1, "Checking if content exists in the registry").</summary>
internal static class HeadAnswer
{
    /// <summary>Whether it speaks of that content: a blob of another size is not the blob, and uploading it again mends it.</summary>
    internal static bool Describes(Descriptor content, HttpResponseMessage response) =>
        response.Content.Headers.ContentLength is { } length ? length == content.Size : response.Headers.Contains("Docker-Content-Digest");
}

using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Checks that an in-toto statement in a referrer is about the referrer's subject. A consumer that verifies the
/// statement would refuse it otherwise.
/// </summary>
internal static class AttestationCheck
{
    private const string StatementType = "application/vnd.in-toto+json";
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>Checks the layers of a manifest that are statements.</summary>
    /// <param name="manifest">The manifest of the referrer.</param>
    /// <param name="source">Has the layers of the referrer.</param>
    /// <param name="about">
    /// The digest of the subject, then the digests of all that the subject names. They are read only for a statement.
    /// </param>
    /// <param name="files">
    /// The files in the subject, absolute paths. They are hashed only if a statement names none of
    /// <paramref name="about"/>.
    /// </param>
    /// <param name="cancellation">Stops the check.</param>
    /// <returns>One error for each statement about something else; empty if all statements are right.</returns>
    /// <exception cref="OciException">A layer or a file cannot be read.</exception>
    internal static async Task<IReadOnlyList<Finding>> RunAsync(
        Manifest manifest,
        IContentSource source,
        IEnumerable<Digest> about,
        IEnumerable<string> files,
        CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var layer in manifest.Layers.Where(layer => layer.MediaType == StatementType && layer.Size <= Largest))
        {
            var content = await source.ReadAllAsync(layer, Largest, cancellation).ConfigureAwait(false);
            if (Check(content, layer, about, files) is { } finding) findings.Add(finding);
        }

        return findings;
    }

    private static Finding? Check(byte[] content, Descriptor layer, IEnumerable<Digest> about, IEnumerable<string> files)
    {
        JsonObject statement;
        try
        {
            statement = AttestationEnvelope.Open(JsonNode.Parse(JsonText.WithoutByteOrderMark(content)) as JsonObject ?? []);
        }
        catch (JsonException)
        {
            // The check of the layer's format reports this.
            return null;
        }

        var subjects = SubjectsOf(statement);
        bool IsSubject(string digest) => subjects.Exists(subject => digest.Equals(subject, StringComparison.OrdinalIgnoreCase));
        if (subjects.Count == 0 || about.Any(digest => IsSubject(digest.ToString())) || files.Any(file => IsSubject(DigestOf(file))))
        {
            return null;
        }

        return new Finding(
            OciErrorCode.TypeMismatch,
            FindingSeverity.Error,
            $"{LayerText.Of(layer)} is a statement about {subjects[0]}, but is attached to {about.First()}, "
            + "and is about neither this nor a file in it. Attach it to the artifact that it is about, or make it anew.");
    }

    // The digests by SHA-256 of all subjects.
    private static List<string> SubjectsOf(JsonObject statement) =>
    [
        .. (statement["subject"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany(subject => subject["digest"] as JsonObject ?? [])
            .Where(digest => digest.Key == Digest.Sha256Name && digest.Value?.GetValueKind() == JsonValueKind.String)
            .Select(digest => $"{digest.Key}:{digest.Value!.GetValue<string>()}"),
    ];

    private static string DigestOf(string file)
    {
        using var stream = RegularFile.OpenStream(file);
        return ContentHasher.DigestOf(stream).ToString();
    }
}

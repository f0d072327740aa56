using System.Text.Json;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Packing;

/// <summary>The report of another machine's publish: where its artifact is, and for which runtime and framework.</summary>
/// <param name="Reference">The place and the digest of the artifact.</param>
/// <param name="RuntimeIdentifier">The runtime identifier, or empty.</param>
/// <param name="TargetFramework">The target framework, or empty.</param>
internal sealed record PartReport(Reference Reference, string RuntimeIdentifier, string TargetFramework)
{
    /// <exception cref="OciException">
    /// The file does not exist (<see cref="OciErrorCode.FileNotFound"/>), is no report, or reports an artifact that was not pushed
    /// (<see cref="OciErrorCode.InvalidPart"/>).
    /// </exception>
    internal static PartReport Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new OciException(
                OciErrorCode.FileNotFound,
                $"The OciArtifactIndexEntry '{path}' is neither a report file that exists nor registry/repository@digest. "
                    + "A part that was not published has no report.");
        }

        try
        {
            using var json = JsonDocument.Parse(RegularFile.ReadAllBytes(path, "The report"));
            var artifact = json.RootElement.GetProperty("artifacts").EnumerateArray().Single();
            if (!artifact.GetProperty("pushed").GetBoolean())
            {
                throw new OciException(
                    OciErrorCode.InvalidPart,
                    $"The report '{path}' is of an artifact that was not pushed, so there is nothing to join. Set OciArtifactRegistry there.");
            }

            var text = $"{Text(artifact, "registry")}/{Text(artifact, "repository")}@{Text(artifact, "digest")}";
            return Reference.TryParse(text, out var reference)
                ? new PartReport(reference, Text(artifact, "runtimeIdentifier") ?? "", Text(artifact, "targetFramework") ?? "")
                : throw NoReport(path, null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw NoReport(path, problem);
        }
    }

    private static string? Text(JsonElement artifact, string name) =>
        artifact.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static OciException NoReport(string path, Exception? problem) =>
        new(OciErrorCode.InvalidPart, $"'{path}' is no report of a publish (result.json).", problem);
}

using System.Text.Json;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Reporting;

/// <summary>The report of an earlier publish, on this machine or another one: where its artifact is, and what it is for.</summary>
/// <param name="Place">The registry and repository; <see langword="null"/> if the artifact was not pushed.</param>
/// <param name="Digest">The digest of the artifact.</param>
/// <param name="RuntimeIdentifier">The runtime identifier, or empty.</param>
/// <param name="TargetFramework">The target framework, or empty.</param>
internal sealed record PublishReport(Reference? Place, Digest Digest, string RuntimeIdentifier, string TargetFramework)
{
    /// <summary>The repository that the artifact was made for, also where it was not pushed; or empty.</summary>
    internal string Repository { get; init; } = "";

    /// <summary>The digests of the referrers of the artifact and of its entries.</summary>
    internal IReadOnlyList<Digest> Referrers { get; init; } = [];

    /// <param name="path">The report file, an absolute path. It has to exist.</param>
    /// <param name="code">The code of the error for a file that is no report.</param>
    /// <exception cref="OciException">The file is no report, or cannot be read.</exception>
    internal static PublishReport Read(string path, OciErrorCode code)
    {
        try
        {
            using var json = JsonDocument.Parse(RegularFile.ReadAllBytes(path, "The report"));
            var artifact = json.RootElement.GetProperty("artifacts").EnumerateArray().Single();
            if (!Digest.TryParse(Text(artifact, "digest"), out var digest)) throw NoReport(path, code, null);
            var (runtime, framework) = (Text(artifact, "runtimeIdentifier") ?? "", Text(artifact, "targetFramework") ?? "");
            Reference? place = null;
            var isPushed = artifact.GetProperty("pushed").GetBoolean();
            var text = $"{Text(artifact, "registry")}/{Text(artifact, "repository")}@{digest}";
            if (isPushed && !Reference.TryParse(text, out place)) throw NoReport(path, code, null);
            return new PublishReport(place, digest, runtime, framework)
            {
                Repository = Text(artifact, "repository") ?? "",
                Referrers = [.. ReferrersOf(artifact)],
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw NoReport(path, code, problem);
        }
    }

    private static IEnumerable<Digest> ReferrersOf(JsonElement artifact)
    {
        var manifests = artifact.TryGetProperty("manifests", out var entries) ? entries.EnumerateArray().Prepend(artifact) : [artifact];
        return manifests
            .SelectMany(one => one.TryGetProperty("referrers", out var referrers) ? referrers.EnumerateArray() : default)
            .Select(referrer => Digest.Parse(Text(referrer, "digest") ?? ""))
            .Distinct();
    }

    private static string? Text(JsonElement artifact, string name) =>
        artifact.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static OciException NoReport(string path, OciErrorCode code, Exception? problem) =>
        new(code, $"'{path}' is no report of a publish (result.json).", problem);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Finds the files that Compose files name, and what a consumer of the artifact will miss (docker/compose,
/// pkg/compose/publish.go and pkg/remote/oci.go). A consumer has the files of the artifact in one folder, by their
/// names.
/// </summary>
/// <param name="files">The Compose files, absolute paths.</param>
/// <param name="artifactFiles">The names of all files of the artifact.</param>
internal sealed class ComposeFacts(IReadOnlyList<string> files, IReadOnlyCollection<string> artifactFiles)
{
    private readonly SortedSet<string> _extended = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withImage = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];

    /// <summary>
    /// The names of files whose services are extended by others. Compose reads such a file only for these services, and
    /// has to know it by an annotation.
    /// </summary>
    internal IReadOnlyCollection<string> Extended => _extended;

    /// <summary>Reads the files.</summary>
    /// <returns>What a consumer will miss.</returns>
    /// <exception cref="OciException">A file cannot be read.</exception>
    internal IReadOnlyList<Finding> Read()
    {
        var read = files.Select(path => (Name: Path.GetFileName(path), File: MetadataFile.Read(path))).ToList();

        // Compose merges the files: another file may name the image of a service, for example by its digest.
        var services = read.SelectMany(file => file.File["services"] as JsonObject ?? []);
        foreach (var (service, _) in services.Where(service => service.Value is JsonObject members && members["image"] is not null))
        {
            _withImage.Add(service);
        }

        foreach (var (name, file) in read) Read(name, file);
        return _findings;
    }

    private void Read(string name, JsonObject file)
    {
        if (file["include"] is not null)
        {
            Error(
                $"'{name}' includes other files, which Compose does not publish. Add them to the artifact, "
                + $"or put their services into '{name}'.",
                Remedy.File);
        }

        if (file["services"] is not JsonObject services)
        {
            if (_extended.Count == 0 && files.Count == 1) Error($"'{name}' has no services, so that it is no Compose application.");
            return;
        }

        foreach (var (service, value) in services)
        {
            if (value is not JsonObject members) continue;
            var what = $"The service '{service}' of '{name}'";
            if (members["build"] is not null && !_withImage.Contains(service))
            {
                Error($"{what} is only built, and a consumer has no files to build it from. Give it an image too.");
            }

            ReadService(what, members);
        }
    }

    private void ReadService(string service, JsonObject members)
    {
        foreach (var file in EnvironmentFiles(members["env_file"]))
        {
            CheckFile(service, "env_file", file, " to the layer 'environment'", Remedy.LayerFile);
        }

        var otherFile = members["extends"] is JsonObject extends ? TextOf(extends["file"]) : null;
        if (otherFile is { } other && !other.Contains("://", StringComparison.Ordinal))
        {
            CheckFile(service, "extends", other, "", Remedy.File);
            _extended.Add(WithoutDot(other));
        }

        foreach (var mount in (members["volumes"] as JsonArray ?? []).Select(BindOf).OfType<string>())
        {
            Warn($"{service} mounts '{mount}' of this machine, which a consumer does not have.");
        }
    }

    // The artifact has no folders: a consumer does not find a name with a folder, and Compose refuses a / in the
    // annotation with the name.
    private void CheckFile(string service, string member, string file, string place, Remedy remedy)
    {
        if (file.Contains('$', StringComparison.Ordinal)) return;
        var name = WithoutDot(file);
        if (name.Contains('/', StringComparison.Ordinal))
        {
            Error(
                $"{service} names '{file}' in {member}, and the files of a Compose artifact are all in one folder. "
                + "Put it beside the Compose file.");
        }
        else if (!artifactFiles.Contains(name, StringComparer.Ordinal))
        {
            Error(
                $"{service} names '{file}' in {member}, which is no part of the artifact. Add it{place}, or take it out. "
                + "It is never added automatically, because it may hold secrets.",
                remedy);
        }
    }

    private static string WithoutDot(string file) => file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;

    private static IEnumerable<string> EnvironmentFiles(JsonNode? node) => node switch
    {
        JsonArray several => several.SelectMany(EnvironmentFiles),
        JsonObject one when one["required"]?.GetValueKind() == JsonValueKind.False => [],
        JsonObject one => EnvironmentFiles(one["path"]),
        _ => TextOf(node) is { } text ? [text] : [],
    };

    // The file or folder of this machine that is mounted, in the long or the short form.
    private static string? BindOf(JsonNode? mount)
    {
        if (mount is JsonObject members) return TextOf(members["type"]) == "bind" ? TextOf(members["source"]) : null;
        return TextOf(mount) is ['.' or '/' or '~', ..] and { } text ? text.Split(':')[0] : null;
    }

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private void Error(string message, Remedy remedy = Remedy.None) =>
        _findings.Add(new Finding(OciErrorCode.TypeMismatch, FindingSeverity.Error, message) { Remedy = remedy });

    private void Warn(string message) => _findings.Add(new Finding(OciErrorCode.TypeMismatch, FindingSeverity.Warning, message));
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// What Compose files name beside them, and what of it gets lost in an artifact (docker/compose, pkg/compose/publish.go and pkg/remote/oci.go): a consumer has the files of the artifact in one folder, by flat names.
/// </summary>
/// <param name="files">The Compose files, absolute paths.</param>
/// <param name="beside">The names of all files of the artifact.</param>
internal sealed class ComposeFacts(IReadOnlyList<string> files, IReadOnlyCollection<string> beside)
{
    private readonly SortedSet<string> _extended = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withImage = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];

    /// <summary>The names of files that services of others extend. Compose reads these only where they are asked for, and needs to be told.</summary>
    internal IReadOnlyCollection<string> Extended => _extended;

    /// <summary>Reads the files.</summary>
    /// <returns>What a consumer will miss.</returns>
    /// <exception cref="OciException">A file cannot be read.</exception>
    internal IReadOnlyList<Finding> Read()
    {
        var read = files.Select(path => (Name: Path.GetFileName(path), File: MetadataFile.Read(path))).ToList();

        // One file over the other: a later one may say the image of a service, by its digest for example.
        var services = read.SelectMany(file => file.File["services"] as JsonObject ?? []);
        foreach (var (service, _) in services.Where(service => service.Value is JsonObject members && members["image"] is not null)) _withImage.Add(service);
        foreach (var (name, file) in read) Read(name, file);
        return _findings;
    }

    private void Read(string name, JsonObject file)
    {
        if (file["include"] is not null) Error($"'{name}' includes other files, which Compose does not publish. Name them as OciArtifactFile, or put their services into '{name}'.");
        if (file["services"] is not JsonObject services)
        {
            if (_extended.Count == 0 && files.Count == 1) Error($"'{name}' has no services, so that it is no Compose application.");
            return;
        }

        foreach (var (service, value) in services)
        {
            if (value is not JsonObject members) continue;
            var what = $"The service '{service}' of '{name}'";
            if (members["build"] is not null && !_withImage.Contains(service)) Error($"{what} is only built, and a consumer has nothing to build it of. Give it an image too.");
            ReadService(what, members);
        }
    }

    private void ReadService(string service, JsonObject members)
    {
        foreach (var file in EnvironmentFiles(members["env_file"])) CheckFile(service, "env_file", file, "an OciArtifactFile with Layer=\"environment\"");
        if (members["extends"] is JsonObject extends && TextOf(extends["file"]) is { } other && !other.Contains("://", StringComparison.Ordinal))
        {
            CheckFile(service, "extends", other, "an OciArtifactFile");
            _extended.Add(Flat(other));
        }

        foreach (var mount in (members["volumes"] as JsonArray ?? []).Select(BindOf).OfType<string>())
        {
            Warn($"{service} mounts '{mount}' of this machine, which a consumer does not have.");
        }
    }

    // The artifact has no folders, so that a name with one is not found by a consumer, and one with "/" in its annotation is refused.
    private void CheckFile(string service, string member, string file, string item)
    {
        if (file.Contains('$', StringComparison.Ordinal)) return;
        var flat = Flat(file);
        if (flat.Contains('/', StringComparison.Ordinal)) Error($"{service} names '{file}' in {member}, and the files of a Compose artifact are all in one folder. Put it beside the Compose file.");
        else if (!beside.Contains(flat, StringComparer.Ordinal)) Error($"{service} names '{file}' in {member}, which is no part of the artifact. Add it as {item}, or take it out: what it holds may be secret, so that it is never added by itself.");
    }

    private static string Flat(string file) => file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;

    private static IEnumerable<string> EnvironmentFiles(JsonNode? node) => node switch
    {
        JsonArray several => several.SelectMany(EnvironmentFiles),
        JsonObject one when one["required"]?.GetValueKind() == JsonValueKind.False => [],
        JsonObject one => EnvironmentFiles(one["path"]),
        _ => TextOf(node) is { } text ? [text] : [],
    };

    private static string? BindOf(JsonNode? mount)
    {
        if (mount is JsonObject members) return TextOf(members["type"]) == "bind" ? TextOf(members["source"]) : null;
        return TextOf(mount) is { } text && (text.StartsWith('.') || text.StartsWith('/') || text.StartsWith('~')) ? text.Split(':')[0] : null;
    }

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private void Error(string message) => _findings.Add(new Finding(OciErrorCode.TypeMismatch, FindingSeverity.Error, message));

    private void Warn(string message) => _findings.Add(new Finding(OciErrorCode.TypeMismatch, FindingSeverity.Warning, message));
}

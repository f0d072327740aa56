using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Plans the files that become referrers. Each referrer is an artifact of one file.</summary>
/// <param name="types">The known types.</param>
/// <param name="inputs">The artifact that is their subject.</param>
internal sealed class FileReferrers(TypeReader types, ArtifactInputs inputs)
{
    // Clients read a whole referrer into memory.
    private const long LargestFile = 40 * 1024 * 1024;

    /// <exception cref="OciException">
    /// A file is missing (<see cref="OciErrorCode.FileNotFound"/>) or too large, or its type is unknown.
    /// </exception>
    internal async Task<IReadOnlyList<ReferrerPromise>> PlanAsync(CancellationToken cancellation)
    {
        var promises = new List<ReferrerPromise>();
        foreach (var referrer in inputs.Referrers)
        {
            var plan = await PlanAsync(referrer, cancellation).ConfigureAwait(false);
            promises.Add(ReferrerPromise.Of(plan) with { Selector = referrer.Selector });
        }

        return promises;
    }

    private async Task<ManifestPlan> PlanAsync(InputReferrer referrer, CancellationToken cancellation)
    {
        Check(referrer.File);
        var given = referrer.ArtifactType;
        var definition = given.Length > 0
            ? types.Find($"ArtifactType of the {referrer.File.Label}", given)
            : types.FindReferrer(referrer.File.Path) ?? throw Unknown(referrer.File);
        var own = inputs with
        {
            Entries = [],
            Files = [FileOf(referrer.File, definition)],
            Layers = [],
            Annotations = [],
            ConfigFile = null,
            ConfigMediaType = null,
            Published = PublishedInput.None,
        };
        var type = definition is null ? null : await TypeReader.ReadAsync(definition, own, cancellation).ConfigureAwait(false);
        var dated = own with { DefaultAnnotations = inputs.ReferrerAnnotations };
        var plan = new PlanBuilder(dated, definition?.MediaType ?? given, type).Build();
        var annotations = new Dictionary<string, string>(plan.Annotations, StringComparer.Ordinal);
        foreach (var (key, value) in referrer.Annotations) annotations[key] = value;
        return plan with
        {
            Annotations = annotations,
            Layers = [.. plan.Layers.Select(layer => WithRequired(layer, definition, referrer.Annotations))],
        };
    }

    // A referrer has one list of annotations. Those that the type requires of its layer go to the layer too.
    private static PlannedLayer WithRequired(
        PlannedLayer layer, ArtifactTypeDefinition? definition, IEnumerable<KeyValuePair<string, string>> given)
    {
        var rule = definition?.Layers.FirstOrDefault(rule => rule.MediaTypes.Contains(layer.MediaType, StringComparer.OrdinalIgnoreCase));
        var annotations = new Dictionary<string, string>(layer.Annotations, StringComparer.Ordinal);
        foreach (var (key, value) in given.Where(pair => rule?.Annotations.Required.Contains(pair.Key, StringComparer.Ordinal) == true))
        {
            annotations[key] = value;
        }

        return layer with { Annotations = annotations };
    }

    private void Check(InputFile file)
    {
        var path = Path.GetFullPath(file.Path, inputs.BaseDirectory);
        if (!File.Exists(path))
        {
            throw RegularFile.ProblemOfName(path) ?? new OciException(
                OciErrorCode.FileNotFound, $"The {file.Label} is no file that exists ({path}). Create it, or take it out of the artifact.");
        }

        var size = new FileInfo(path).Length;
        if (size > LargestFile)
        {
            throw new OciException(
                OciErrorCode.ReferrerTooLarge,
                $"The {file.Label} has {size} bytes; a referrer has at most {LargestFile} (40 MiB). Attach a summary, or make it an artifact.");
        }

        if (file.MediaType.Length > 0) MediaType.Check(file.MediaType, $"MediaType of the {file.Label}");
    }

    // One raw layer. Its media type comes from the name of the file, or else from the first layer of the type.
    private static InputFile FileOf(InputFile file, ArtifactTypeDefinition? definition)
    {
        var rule = definition?.Layers.FirstOrDefault(layer => NamePattern.MatchesFile(layer.Files, file.Path))
            ?? (definition?.Layers is [var first, ..] ? first : null);
        return file with
        {
            Layer = "",
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal),
            MediaType = file.MediaType.Length > 0 || rule is null ? file.MediaType : rule.MediaTypes[0],
        };
    }

    private OciException Unknown(InputFile file) => new(
        OciErrorCode.UnknownType,
        $"Nothing says what the {file.Label} is: it has no ArtifactType, "
        + $"and its name is that of no known type ({string.Join(", ", types.ReferrerFiles)}). "
        + "Set ArtifactType to an alias or a media type.");
}

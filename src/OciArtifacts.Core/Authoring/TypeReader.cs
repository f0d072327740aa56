using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>Finds the definition of the type that an author names, and fills it in with values.</summary>
/// <param name="catalog">The known types.</param>
internal sealed class TypeReader(ArtifactTypeCatalog catalog)
{
    /// <summary>The patterns of file names by which <see cref="FindReferrer"/> finds a type.</summary>
    internal IEnumerable<string> ReferrerFiles =>
        ReferrerTypes.SelectMany(definition => definition.Layers).SelectMany(layer => layer.Files);

    private IEnumerable<ArtifactTypeDefinition> ReferrerTypes =>
        catalog.Definitions.Where(definition => definition.Subject == SubjectRule.Required);

    /// <summary>Fills in the definition with the values of one artifact.</summary>
    /// <exception cref="OciException">
    /// The file that describes the artifact is missing or cannot be understood, or a value is missing
    /// (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal static Task<FilledType> ReadAsync(
        ArtifactTypeDefinition definition, ArtifactInputs inputs, CancellationToken cancellation) =>
        new TypeValuesReader(definition, inputs).ReadAsync(cancellation);

    /// <summary>Finds the definition of a type.</summary>
    /// <param name="setting">What messages call the setting that names the type.</param>
    /// <param name="type">A media type or an alias.</param>
    /// <returns>The definition, or <see langword="null"/> for a media type without a definition.</returns>
    /// <exception cref="OciException">
    /// The text is an unknown alias (<see cref="OciErrorCode.UnknownType"/>), or not a valid media type
    /// (<see cref="OciErrorCode.InvalidMediaType"/>).
    /// </exception>
    internal ArtifactTypeDefinition? Find(string setting, string type)
    {
        if (catalog.Find(type) is { } definition) return definition;
        if (type.Contains('/', StringComparison.Ordinal))
        {
            MediaType.Check(type, setting);
            return null;
        }

        var aliases = catalog.Definitions.Select(known => known.Alias).OfType<string>().Order(StringComparer.Ordinal).ToList();
        throw new OciException(
            OciErrorCode.UnknownType,
            $"{setting} is '{type}', which is no media type, and no alias of the catalogue: {string.Join(", ", aliases)}."
            + $"{NearestName.Hint(type, aliases)} "
            + "Write a media type, for example application/vnd.contoso.widget.v1, or add a type definition.")
        {
            Remedy = Remedy.TypeDefinition,
        };
    }

    /// <summary>Finds the type of a referrer by the name of its file.</summary>
    /// <returns>The first type that requires a subject and has files of such a name, or <see langword="null"/>.</returns>
    internal ArtifactTypeDefinition? FindReferrer(string file) => ReferrerTypes.FirstOrDefault(
        definition => definition.Layers.Any(layer => NamePattern.MatchesFile(layer.Files, file)));
}

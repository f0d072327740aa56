using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Catalog;

/// <summary>The known artifact types: those of this library, and those that a caller adds.</summary>
public sealed class ArtifactTypeCatalog
{
    private const string Folder = "ArtifactTypes.Catalog.";

    private static readonly Lazy<ArtifactTypeCatalog> Shipped = new(() => new ArtifactTypeCatalog([.. ReadShipped()]));

    private readonly Dictionary<string, ArtifactTypeDefinition> _byAlias;
    private readonly Dictionary<string, ArtifactTypeDefinition> _byType;
    private readonly ILookup<string, ArtifactTypeDefinition> _byPart;

    private ArtifactTypeCatalog(IReadOnlyList<ArtifactTypeDefinition> definitions)
    {
        Definitions = definitions;
        _byAlias = Unique(definitions.Where(definition => definition.Alias is not null), definition => definition.Alias!, "alias");
        foreach (var definition in definitions)
        {
            foreach (var former in definition.FormerAliases) _byAlias.TryAdd(former, definition);
        }

        var own = definitions.Where(definition => definition is { VariantOf: null, IsImage: false }).ToList();
        _byType = Unique(own, definition => definition.MediaType, "type");
        _byPart = own
            .SelectMany(
                definition => TypesOfParts(definition).Distinct(StringComparer.OrdinalIgnoreCase).Select(type => (type, definition)))
            .ToLookup(pair => pair.type, pair => pair.definition, StringComparer.OrdinalIgnoreCase);
        if (definitions.FirstOrDefault(HasWrongVariantOf) is { } variant)
        {
            throw new OciException(
                OciErrorCode.InvalidTypeDefinition,
                $"'{variant.Title}' is a variant of '{variant.VariantOf}', and no definition with this alias has its type "
                + $"'{variant.MediaType}'. Correct variantOf, or take it out.");
        }
    }

    /// <summary>The types of this library, in the order of their aliases.</summary>
    public static ArtifactTypeCatalog BuiltIn => Shipped.Value;

    /// <summary>All definitions.</summary>
    public IReadOnlyList<ArtifactTypeDefinition> Definitions { get; }

    /// <summary>A catalogue with more types than this one.</summary>
    /// <exception cref="OciException">
    /// Two definitions have one alias, or one type and neither is a variant
    /// (<see cref="OciErrorCode.InvalidTypeDefinition"/>).
    /// </exception>
    public ArtifactTypeCatalog With(IReadOnlyList<ArtifactTypeDefinition> more) =>
        more.Count == 0 ? this : new ArtifactTypeCatalog([.. Definitions, .. more]);

    /// <summary>
    /// Finds the definition of an alias or a media type, in upper or lower case (RFC 6838, section 4.2).
    /// </summary>
    /// <returns>
    /// The definition, or <see langword="null"/> if the catalogue has none, or several types share the media type.
    /// </returns>
    /// <remarks>
    /// A type with the config of an image is found by its alias only, because all images have this config. A type
    /// without an <c>artifactType</c> is found by each media type of its config, and the manifests of an index also by
    /// their own type.
    /// </remarks>
    public ArtifactTypeDefinition? Find(string aliasOrType) =>
        _byAlias.GetValueOrDefault(aliasOrType)
        ?? _byType.GetValueOrDefault(aliasOrType)
        ?? (_byPart[aliasOrType].ToList() is [var only] ? only : null);

    private static IEnumerable<string> TypesOfParts(ArtifactTypeDefinition definition)
    {
        IEnumerable<string> types = definition.ArtifactType is { } type ? [type] : definition.Config!.MediaTypes;
        return definition.Config?.FallbackMediaType is { } fallback ? types.Append(fallback) : types;
    }

    private bool HasWrongVariantOf(ArtifactTypeDefinition definition) =>
        definition.VariantOf is { } alias
            && !definition.MediaType.Equals(_byAlias.GetValueOrDefault(alias)?.MediaType, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, ArtifactTypeDefinition> Unique(
        IEnumerable<ArtifactTypeDefinition> definitions, Func<ArtifactTypeDefinition, string> key, string what)
    {
        var all = new Dictionary<string, ArtifactTypeDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var definition in definitions)
        {
            if (all.TryAdd(key(definition), definition)) continue;
            throw new OciException(
                OciErrorCode.InvalidTypeDefinition,
                $"The {what} '{key(definition)}' is that of two artifact type definitions: "
                + $"'{all[key(definition)].Title}' and '{definition.Title}'. Each type is defined once; choose another {what}.");
        }

        return all;
    }

    private static IEnumerable<ArtifactTypeDefinition> ReadShipped()
    {
        var assembly = typeof(ArtifactTypeCatalog).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return ArtifactTypeFile.ParseShipped(bytes);
        }
    }
}

using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Catalog;

/// <summary>The artifact types that are known: those that come with this library, and those that a project adds.</summary>
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
        foreach (var (former, definition) in definitions.SelectMany(definition => definition.FormerAliases.Select(former => (former, definition)))) _byAlias.TryAdd(former, definition);
        var own = definitions.Where(definition => definition is { VariantOf: null, IsImage: false }).ToList();
        _byType = Unique(own, definition => definition.MediaType, "type");
        _byPart = own
            .SelectMany(definition => PartNames(definition).Distinct(StringComparer.OrdinalIgnoreCase).Select(type => (type, definition)))
            .ToLookup(pair => pair.type, pair => pair.definition, StringComparer.OrdinalIgnoreCase);
        if (definitions.FirstOrDefault(IsOfNothing) is { } variant)
        {
            throw new OciException(
                OciErrorCode.InvalidTypeDefinition,
                $"'{variant.Title}' is a variant of '{variant.VariantOf}', and no definition with this alias has its type '{variant.MediaType}'. Mend variantOf, or take it out.");
        }
    }

    /// <summary>The types that come with this library, in the order of their aliases.</summary>
    public static ArtifactTypeCatalog BuiltIn => Shipped.Value;

    /// <summary>All definitions.</summary>
    public IReadOnlyList<ArtifactTypeDefinition> Definitions { get; }

    /// <summary>The catalogue with more types.</summary>
    /// <exception cref="OciException">A type or an alias is there already (<see cref="OciErrorCode.InvalidTypeDefinition"/>): each type is unique, but for variants.</exception>
    public ArtifactTypeCatalog With(IReadOnlyList<ArtifactTypeDefinition> more) => more.Count == 0 ? this : new ArtifactTypeCatalog([.. Definitions, .. more]);

    /// <summary>The definition of an alias or a media type, or <see langword="null"/>. Media types are compared as RFC 6838 says: whatever the case.</summary>
    /// <remarks>What has the config of an image is found by its alias alone: images of all kinds have that. Without an <c>artifactType</c> in its manifest an artifact is known by its config, which may have more types than one; what an index joins is known by its own type too.</remarks>
    public ArtifactTypeDefinition? Find(string aliasOrType) =>
        _byAlias.GetValueOrDefault(aliasOrType) ?? _byType.GetValueOrDefault(aliasOrType) ?? (_byPart[aliasOrType].ToList() is [var only] ? only : null);

    // What several types call their config says nothing of which one it is.
    private static IEnumerable<string> PartNames(ArtifactTypeDefinition definition) =>
        (definition.ArtifactType is null ? definition.Config!.MediaTypes : [definition.ArtifactType]).Concat(definition.Config?.FallbackMediaType is { } fallback ? [fallback] : []);

    private bool IsOfNothing(ArtifactTypeDefinition definition) =>
        definition.VariantOf is { } alias && !definition.MediaType.Equals(_byAlias.GetValueOrDefault(alias)?.MediaType, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, ArtifactTypeDefinition> Unique(
        IEnumerable<ArtifactTypeDefinition> definitions, Func<ArtifactTypeDefinition, string> key, string what)
    {
        var all = new Dictionary<string, ArtifactTypeDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var definition in definitions)
        {
            if (all.TryAdd(key(definition), definition)) continue;
            throw new OciException(
                OciErrorCode.InvalidTypeDefinition,
                $"The {what} '{key(definition)}' is that of two artifact type definitions: '{all[key(definition)].Title}' and '{definition.Title}'. Each type is defined once; choose another {what}.");
        }

        return all;
    }

    private static IEnumerable<ArtifactTypeDefinition> ReadShipped()
    {
        var assembly = typeof(ArtifactTypeCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return ArtifactTypeFile.ParseShipped(bytes);
        }
    }
}

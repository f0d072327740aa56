using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// Makes the plan of an artifact of its files and values, by the rules of its type: which layers it has, with which media types, annotations and
/// config. An <see cref="ArtifactPacker"/> packs the plan.
/// </summary>
/// <param name="catalog">The types that are known: those of <see cref="ArtifactTypeCatalog.BuiltIn"/>, and the author's own.</param>
public sealed class ArtifactAuthor(ArtifactTypeCatalog catalog)
{
    private readonly TypeReader _types = new(catalog);

    /// <summary>Makes the plan. The files that say what the artifact is, such as <c>Chart.yaml</c>, are read; all others when it is packed.</summary>
    /// <returns>The plan, and what the type says of the place of the artifact.</returns>
    /// <exception cref="OciException">The type is not known, a file is missing, or the inputs do not fit the type.</exception>
    public async Task<AuthoredArtifact> PlanAsync(ArtifactInputs inputs, CancellationToken cancellation)
    {
        var type = await ReadTypeAsync(inputs, cancellation).ConfigureAwait(false);
        return new AuthoredArtifact(catalog, inputs, type, await PlanAsync(inputs, type, cancellation).ConfigureAwait(false));
    }

    /// <summary>Reads the type that the inputs name; <see langword="null"/> for a media type that no definition has.</summary>
    internal async Task<TypeRecipe?> ReadTypeAsync(ArtifactInputs inputs, CancellationToken cancellation) =>
        _types.Find(inputs.TypeLabel, inputs.ArtifactType) is { } definition
            ? await TypeReader.ReadAsync(definition, inputs, cancellation).ConfigureAwait(false)
            : null;

    internal async Task<ArtifactPlan> PlanAsync(ArtifactInputs inputs, TypeRecipe? type, CancellationToken cancellation)
    {
        var plan = new PlatformPlans(inputs, type?.Definition.MediaType ?? inputs.ArtifactType, type).Build();
        return plan with { Referrers = await new FileReferrers(_types, inputs).PlanAsync(cancellation).ConfigureAwait(false) };
    }
}
